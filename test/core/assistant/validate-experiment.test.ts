import { describe, expect, it } from 'vitest';
import { validateExperiment } from '../../../src/core/assistant/tools/validate-experiment';
import { AbortSource } from '../../../src/core/search/abort';
import { FakeWorkspace } from '../../support/fake-workspace';

const TEXT = [
  '{',
  '  "task": {',
  '    "kind": "image-classification",',
  '    "dataset": "digits"',
  '  },',
  '  "space": { "kind": "mlp" },',
  '  "strategy": { "kind": "random" },',
  '  "estimator": { "kind": "training" },',
  '  "budget": { "trials": 7 }',
  '}',
].join('\n');

describe('nas_validate_experiment, asked to look at the data', () => {
  const workspace = new FakeWorkspace([], { 'broken.nas.json': TEXT, 'digits.nas.json': TEXT });
  const look = (path: string) =>
    validateExperiment.run(
      { path, checkData: true },
      { workspace, signal: new AbortSource(), progress: () => undefined },
    );

  it('gives the error of a data set its line and column', async () => {
    const { text, data } = await look('broken.nas.json');
    expect(text).toContain('broken.nas.json cannot run: 1 problem');
    expect(text).toContain('- line 4, column 16, error: task.dataset: there is no such file');
    expect(data['problems']).toMatchObject([
      { severity: 'error', path: 'task.dataset', line: 4, column: 16, offset: TEXT.indexOf('"digits"') },
    ]);
  });

  it('gives what candidates tell its line, column and fix, once', async () => {
    const { text, data } = await look('digits.nas.json');
    expect(text).toContain('- line 9, column 25, warning: budget.trials: too few\n  fix: Change to 9');
    expect(text.match(/too few/g)).toHaveLength(1);
    expect(data).toMatchObject({
      valid: true,
      nProblems: 1,
      problems: [{ code: 'space-too-large', line: 9 }],
    });
  });

  it('tells doubts that have no place without one', async () => {
    expect((await look('digits.nas.json')).text).toContain('- warning: nobody looked at the data');
  });
});
