import { defineConfig } from 'vitest/config';

// One window at a time: two would share the machine's cores and time out.
export default defineConfig({
  test: {
    root: '.',
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/package-extension.ts'],
    testTimeout: 480_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
  },
});
