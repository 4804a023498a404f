import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

import { folderWith } from '../../support/folder';
import { FILE } from './harness';

/** The committed file came from this compiler; another one may choose other instructions. */
const COMPILER = 'clang version 19.1.7';

const compiler = spawnSync('clang-19', ['--version'], { encoding: 'utf8' });
const linker = spawnSync('wasm-ld-19', ['--version'], { encoding: 'utf8' });
const here = compiler.error || linker.error ? 'nothing' : compiler.stdout.split('\n')[0]!;
const missing = !here.includes(COMPILER);
if (missing)
  console.log(`SKIPPED: rebuilding the kernels needs ${COMPILER} with wasm-ld 19; here is ${here}.`);

it.skipIf(missing)('the committed kernels are what their sources compile to, byte for byte', () => {
  const target = path.join(folderWith({}), 'kernels.wasm');
  const { status, stderr } = spawnSync(process.execPath, ['src/tensor/wasm/build.mjs', target], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(target).equals(readFileSync(FILE))).toBe(true);
});
