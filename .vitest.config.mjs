import path from 'node:path';
import { defineConfig } from 'vitest/config';

const WINDOW = ['test/integration/**', 'test/e2e/**'];

export default defineConfig({
  resolve: { alias: { vscode: path.resolve('test/support/editor-words.ts') } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/core/**/*.test.ts'],
          // The core keeps no state and touches nothing outside: its files share what they import.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['test/**/*.test.ts'],
          exclude: ['test/core/**', ...WINDOW],
          globalSetup: ['test/support/build-pages.ts'],
        },
      },
    ],
  },
});
