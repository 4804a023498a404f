import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderWith } from '../support/folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { ran } from './support';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator');
});
afterAll(() => {
  programs.remove();
});

it('nas-workbench backends tries each backend in a process of its own and says what it found', async () => {
  const terminal = { evaluatorEntry: programs.path('evaluator') };
  const { code, out, err } = await ran(folderWith({}), ['backends'], terminal);
  expect({ code, err }).toEqual({ code: 0, err: [] });
  expect(out.map((line) => line.trimEnd())).toEqual([
    expect.stringMatching(/^yes {2}plan {8}TensorFlow\.js 4\.22\.0, kernels [0-9a-f]{8}$/),
    expect.stringMatching(/^ {17}Compiled training plans .* \(what auto means\)$/),
    'yes  wasm        TensorFlow.js 4.22.0',
    expect.stringContaining('one operation after the other'),
    'yes  cpu         TensorFlow.js 4.22.0',
    expect.stringContaining('the reference'),
    // Whether it is there is this machine's matter.
    expect.stringMatching(
      /^(yes {2}tensorflow {2}tfjs-node 4\.22\.0, TensorFlow .+|no {3}tensorflow {2}@tensorflow\/tfjs-node is not installed in .+)$/,
    ),
    expect.stringContaining('@tensorflow/tfjs-node'),
  ]);
});

it('prints the same as JSON, and names the file that is missing', async () => {
  const evaluator = programs.path('evaluator');
  const kernels = path.join(programs.folder, 'nas-kernels.wasm');
  rmSync(kernels);
  const { code, out } = await ran(folderWith({}), ['backends', '--json'], { evaluatorEntry: evaluator });
  expect(code).toBe(0);
  const found = JSON.parse(out.join('')) as { backend: string; available: boolean; reason?: string }[];
  expect(found.map(({ backend }) => backend)).toEqual(['plan', 'wasm', 'cpu', 'tensorflow']);
  expect(found[0]).toEqual({
    backend: 'plan',
    available: false,
    reason: `the kernels of the backend plan are not there: expected the file ${kernels}; build or install the extension again, or choose "wasm"`,
  });
  expect(found[1]).toEqual({ backend: 'wasm', available: true, version: 'TensorFlow.js 4.22.0' });
});
