// Bundles and runs a benchmark that needs TensorFlow.js: node test/bench/run.mjs <file.ts> [arguments]
// Packages are part of the bundle, because Node alone cannot import tfjs's gradients.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { build } from 'esbuild';

const [entry, ...rest] = process.argv.slice(2);
const outfile = path.resolve('.cache/bench', `${path.basename(entry, '.ts')}.cjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['@tensorflow/tfjs-node'],
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit' }).status ?? 1;
