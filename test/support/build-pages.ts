import { execFileSync } from 'node:child_process';
import path from 'node:path';

const PAGES = ['dashboard', 'architecture', 'architectures', 'space', 'compare', 'insight'];

/** Once before all tests: those that open pages in Chromium share what is built, and none reads what another one writes. */
export default function buildPages(): void {
  execFileSync(process.execPath, ['.esbuild.mjs', ...PAGES], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
