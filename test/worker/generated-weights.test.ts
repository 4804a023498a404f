import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArchitecture } from '../../src/core/graph/architecture-json';
import { createSpace } from '../../src/core/space/catalog';
import type { SearchSpace } from '../../src/core/space/space';
import type { TrialId } from '../../src/core/trial/trial';
import { startRun } from '../../src/worker/run-search';
import { trainAgain } from '../../src/worker/train-again';
import { folderWith } from '../support/folder';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, trainingExperiment } from './support/searches';

const SPACE = { kind: 'cppn', layers: [{ kind: 'conv2d', filters: 3, kernel: 3 }, { kind: 'max_pool2d' }] };

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator');
});
afterAll(() => {
  programs.remove();
});

describe.each(['plan', 'wasm'])(
  'a search of generated weights, from an experiment file, on %s',
  (backend) => {
    it('leaves models whose features are the ones that their candidates generate, and makes them again', async () => {
      const { file, folder, experiment } = trainingExperiment({
        space: SPACE,
        strategy: { kind: 'neat', populationSize: 3, founders: 'all-sizes' },
        estimator: { kind: 'training', epochs: 2, trainedLayers: 1, measureLatency: false },
        execution: { evaluators: 1, keepModels: 'all', backend },
      });
      const host = {
        backend: 'auto',
        evaluators: 'auto',
        evaluatorEntry: programs.path('evaluator'),
      } as const;
      const run = await startRun(file, experiment, host);
      const { reason } = await run.ended;
      await run.close();

      const events = journalOf(run.folder.root);
      const asked = events.flatMap((event) => (event.type === 'trial-asked' ? [event] : []));
      const space = createSpace(SPACE, { inputShape: [8, 8, 1], outputUnits: 10 });
      const genotypes = asked.map(({ genotype }) => genotype);
      const models = genotypes.map((_, trial) => path.join(run.folder.root, 'models', String(trial)));
      expect(reason).toBe('budget');
      expect(models.map(kernelIn)).toEqual(genotypes.map((genotype) => kernelOf(space, genotype)));
      expect(new Set(models.map((model) => kernelIn(model).join())).size).toBeGreaterThan(3);
      expect(models.map(nodesIn)).toEqual(genotypes.map((genotype) => space.build(genotype).nodes));

      const again = path.join(folderWith({}), 'again');
      const trial = 2 as TrialId;
      const metrics = await trainAgain(
        experiment,
        folder,
        genotypes.map((genotype) => ({ genotype })),
        trial,
        again,
        host,
      );
      const before = events.find((event) => event.type === 'trial-measured' && event.trial === trial);
      expect(before).toMatchObject({
        metrics: { valAccuracy: metrics['valAccuracy'], valLoss: metrics['valLoss'] },
      });
      expect(readFileSync(path.join(again, 'weights.bin'))).toEqual(
        readFileSync(path.join(models[trial]!, 'weights.bin')),
      );
    });
  },
);

function kernelOf(space: SearchSpace, genotype: readonly number[]): number[] {
  return [...space.initialWeights!(genotype)['conv1_conv2d/kernel']!];
}

/** The first weights of the file. */
function kernelIn(model: string): number[] {
  const bytes = readFileSync(path.join(model, 'weights.bin'));
  return Array.from({ length: 27 }, (_, i) => bytes.readFloatLE(4 * i));
}

function nodesIn(model: string) {
  const { architecture } = JSON.parse(readFileSync(path.join(model, 'architecture.json'), 'utf8')) as {
    readonly architecture: unknown;
  };
  return parseArchitecture(JSON.stringify(architecture)).nodes;
}
