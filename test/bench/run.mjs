// Bundles a benchmark on the fly and runs it: `node test/bench/run.mjs strategy-bands [arguments]`.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const [name, ...args] = process.argv.slice(2);
const folder = import.meta.dirname;
const outfile = path.join(folder, '../../node_modules/.cache/nas-bench', `${name}.mjs`);
mkdirSync(path.dirname(outfile), { recursive: true });
await build({
  entryPoints: [path.join(folder, `${name}.ts`)],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outfile,
  logLevel: 'warning',
  define: { 'import.meta.dirname': JSON.stringify(path.join(folder, '../support')) },
});
process.exitCode = spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit' }).status ?? 1;
