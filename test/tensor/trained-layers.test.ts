import { beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import type { Checkpoint, CheckpointPort } from '../../src/tensor/checkpoint';
import { createLearner } from '../../src/tensor/create-learner';
import type { Learner, TrainingBatch } from '../../src/tensor/learner';
import { Network } from '../../src/tensor/network';
import type { Beginning } from '../../src/tensor/network';
import { trainCandidate } from '../../src/tensor/trainer';
import { chain } from './architectures';
import { start } from './backends';
import { request, spec, train } from './training';

const SIZE = 6;
const SHAPE = [4, 4, 2];
/** Two blocks of convolution and batch norm, a hidden layer and the output layer. */
const DEEP = chain(SHAPE, 3, [3, 5]);

describe.each(['plan', 'wasm', 'cpu'] as const)(
  'a network on %s of which the last layers are trained',
  (backend) => {
    beforeAll(() => start(backend));

    it.each([0, 1, 2, 3, 99, null])('moves these and no others: %s', (trainedLayers) => {
      const { network, learner } = make({ trainedLayers });
      const before = network.snapshot();
      for (let step = 0; step < 3; step++) learner.step(batch(), 0.1);
      const after = network.snapshot();

      const isStatistic = (name: string) => /moving/.test(name);
      const weights = network.weights.map(({ name }, i) => ({ name, moved: !equal(before[i]!, after[i]!) }));
      const layers = [...new Set(weights.map(({ name }) => name.split('/')[0]))];
      const trained = layers.slice(Math.max(0, layers.length - (trainedLayers ?? 99)));
      expect(weights.filter(({ name }) => !isStatistic(name))).toEqual(
        weights
          .filter(({ name }) => !isStatistic(name))
          .map(({ name }) => ({ name, moved: trained.includes(name.split('/')[0]) })),
      );
      end({ network, learner });
    });

    it('has the gradients by what is trained that it has when all is trained', () => {
      const [whole, last] = [make({}), make({ trainedLayers: 2 })];
      const gradients = last.learner.gradients(batch());

      expect(gradients.length).toBeGreaterThan(2);
      whole.learner
        .gradients(batch())
        .slice(-gradients.length)
        .forEach((expected, i) => {
          expected!.forEach((value, k) => {
            expect(gradients[i]![k]).toBeCloseTo(value, 5);
          });
        });
      end(whole);
      end(last);
    });

    it('begins with the weights that are given, and draws the others', () => {
      const { network: drawn, ...rest } = make({});
      const { name, variable } = drawn.weights[0]!;
      const given = Array.from({ length: variable.size }, (_, i) => i / 8);
      const { network, learner } = make({ initialWeights: { [name]: given } });

      expect([...network.snapshot()[0]!]).toEqual(given);
      expect(network.snapshot().slice(1)).toEqual(drawn.snapshot().slice(1));
      expect(() => Network.create(DEEP, TASK, 1, { initialWeights: { [name]: [1] } })).toThrow(name);
      expect(() => Network.create(DEEP, TASK, 1, { initialWeights: { 'no/kernel': [1] } })).toThrow(
        'no/kernel',
      );
      end({ network: drawn, ...rest });
      end({ network, learner });
    });
  },
);

describe('a candidate', () => {
  beforeAll(() => start('plan'));

  it('is measured as it begins, in one epoch, where nothing is trained', async () => {
    const epochs: number[] = [];
    const changes = {
      spec: spec({ epochs: 5, trainedLayers: 0 }),
      onEpoch: (epoch: number) => epochs.push(epoch),
    };
    const untrained = await train(changes);

    expect(epochs).toEqual([1]);
    expect(untrained.metrics).toMatchObject({ epochs: 1, valAccuracy: expect.any(Number) as number });
    expect(untrained.metrics['valAccuracy']).toBeLessThan(0.6);
  });

  it('does not diverge, however wrong it is, where nothing is trained', async () => {
    const { network } = await trainCandidate(request({ spec: spec({ epochs: 1 }) }));
    const output = network.weights.at(-2)!;
    network.dispose();
    const initialWeights = {
      [output.name]: Array.from({ length: output.variable.size }, (_, i) => 1e4 * (i % 4)),
    };
    const { metrics } = await train({ initialWeights, spec: spec({ trainedLayers: 0 }) });

    expect(metrics['trainLoss']).toBeGreaterThan(100);
  });

  it('goes on from a checkpoint only where it begins with the same weights', async () => {
    const saved: Checkpoint[] = [];
    const trained = async (first: number): Promise<boolean> => {
      let wasRefused = false;
      const checkpoint: CheckpointPort = {
        load: () => Promise.resolve(saved.at(-1)),
        save: (state) => Promise.resolve(void saved.push(state)),
        everySeconds: Infinity,
        atEnd: true,
        refused: () => (wasRefused = true),
      };
      const { network } = await trainCandidate(request({ spec: spec({ epochs: 1, trainedLayers: 0 }) }));
      const { name, variable } = network.weights[0]!;
      const initialWeights = { [name]: Array.from({ length: variable.size }, () => first) };
      network.dispose();
      await train({ initialWeights, checkpoint, epochs: 1 });
      return wasRefused;
    };

    expect([await trained(0.1), await trained(0.1), await trained(0.2)]).toEqual([false, false, true]);
  });

  it('learns with its output layer alone, on features as they begin', async () => {
    const of = async (trainedLayers: number) =>
      (await train({ spec: spec({ epochs: 8, trainedLayers }) })).metrics['valAccuracy']!;

    expect(await of(1)).toBeGreaterThan((await of(0)) + 0.3);
  });
});

const TASK = { kind: 'classes', names: ['a', 'b', 'c'] } as const;

interface Made {
  readonly network: Network;
  readonly learner: Learner;
}

function make(beginning: Beginning): Made {
  const network = Network.create(DEEP, TASK, 1, beginning);
  return { network, learner: createLearner(network, spec(), 1) };
}

function end({ network, learner }: Made): void {
  learner.dispose();
  network.dispose();
}

function batch(): TrainingBatch {
  const rng = createRng(5);
  const x = Float32Array.from({ length: SIZE * 32 }, () => rng.normal());
  const targets = new Float32Array(SIZE * 3);
  for (let n = 0; n < SIZE; n++) targets[3 * n + (n % 3)] = 1;
  return { size: SIZE, x, targets, weights: new Float32Array(SIZE).fill(1 / SIZE) };
}

function equal(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, i) => value === b[i]);
}
