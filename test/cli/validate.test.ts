import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder';
import { ran } from './support';

describe('what is wrong beyond the text', () => {
  /** On a line of its own: the data. */
  const experimentOn = (dataset: string, more = '') => `{
"task": {"kind": "classification", "dataset":
${dataset}},
"space": {"kind": "mlp"}, "strategy": {"kind": "random"}, "estimator": {"kind": "training"}, "budget": {"trials": 5},${more}
"seed": 1}`;

  it('is said at its place in the file where data are missing', async () => {
    const text = experimentOn('{"format": "csv", "path": "nope.csv", "label": "class"}');
    const folder = folderWith({ 'a.nas.json': text });
    expect(await ran(folder, ['validate', 'a.nas.json'])).toEqual({
      code: 2,
      out: ['a.nas.json:3:27: error: task.dataset.path: nope.csv: expected a file, but there is none'],
      err: [],
    });
    const { code, out } = await ran(folder, ['validate', 'a.nas.json', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out[0]!)).toEqual([
      expect.objectContaining({ line: 3, column: 27, severity: 'error', code: 'unusable-file' }),
    ]);
  });

  it('is also what only candidates tell, which is a warning', async () => {
    const limit = '\n"constraints": [{"metric": "paramCount", "max": 10}],';
    const folder = folderWith({ 'a.nas.json': experimentOn('"digits"', limit) });
    const { code, out } = await ran(folder, ['validate', 'a.nas.json']);
    expect({ code, out }).toEqual({
      code: 0,
      out: [expect.stringMatching(/^a\.nas\.json:5:17: warning: constraints\[0\]: none of 300 sampled /)],
    });
  });
});
