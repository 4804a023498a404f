// Bundles and runs a benchmark that needs TensorFlow.js: node test/bench/run.mjs <file.ts> [arguments]
import { spawnSync } from 'node:child_process';

import { bundle } from './bundle.mjs';

const [entry, ...rest] = process.argv.slice(2);
const program = await bundle(entry);
process.exitCode = spawnSync(process.execPath, [program, ...rest], { stdio: 'inherit' }).status ?? 1;
