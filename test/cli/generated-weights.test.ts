import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSpace } from '../../src/core/space/catalog';
import { runsOf } from '../../src/worker/run-folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { journalOf, trainingExperiment } from '../worker/support/searches';
import { ran } from './support';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator');
});
afterAll(() => {
  programs.remove();
});

it('an export writes the weights that a candidate generates beside its code', async () => {
  const { folder, file } = trainingExperiment({
    space: { kind: 'cppn' },
    strategy: { kind: 'random' },
    estimator: { kind: 'training', trainedLayers: 1, epochs: 1, measureLatency: false },
    budget: { trials: 2 },
    execution: { evaluators: 1, keepModels: 'none' },
  });
  await ran(folder, ['run', file], { evaluatorEntry: programs.path('evaluator') });
  const { root } = runsOf(file)[0]!;
  await ran(folder, ['export', root, '--trial', '1', '--code', 'keras', '--out', 'a']);

  const genotypes = journalOf(root).flatMap((event) =>
    event.type === 'trial-asked' ? [event.genotype] : [],
  );
  const space = createSpace({ kind: 'cppn' }, { inputShape: [8, 8, 1], outputUnits: 10 });
  expect(JSON.parse(readFileSync(path.join(folder, 'a/initial-weights.json'), 'utf8'))).toEqual(
    space.initialWeights!(genotypes[1]!),
  );
});
