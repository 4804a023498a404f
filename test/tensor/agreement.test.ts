import { beforeAll, describe, expect, it } from 'vitest';

import type { z } from 'zod';
import type { Dataset } from '../../src/core/estimator/dataset';
import { trainingOptions } from '../../src/core/estimator/options';
import type { BackendName } from '../../src/core/experiment/backends';
import type { Architecture } from '../../src/core/graph/architecture';
import { Batches } from '../../src/tensor/batches';
import { createLearner } from '../../src/tensor/create-learner';
import { Network } from '../../src/tensor/network';
import { learningRateAt } from '../../src/tensor/schedule';
import { targetsOf } from '../../src/tensor/targets';
import { taskOf } from '../../src/tensor/task';
import { chain, mlp, nasBench201 } from './architectures';
import { hasNative, start } from './backends';
import { brightQuarters, twoValues } from './datasets';

const REFERENCE: BackendName = 'cpu';
/** Compared with the reference; tfjs-node is last, because it replaces gradients for the whole process. */
const BACKENDS: readonly BackendName[] = ['wasm', 'plan', ...(hasNative() ? (['tensorflow'] as const) : [])];

const STEPS = 50;
/** Five steps an epoch, of which the last has fewer examples. */
const EPOCHS = 10;

type Options = Omit<z.input<typeof trainingOptions>, 'kind'>;

interface Case {
  readonly title: string;
  readonly options?: Options;
  readonly architecture?: Architecture;
  readonly dataset?: Dataset;
}

const QUARTERS = brightQuarters({ train: 35, validation: 0, test: 0 });
const IMAGES = { architecture: chain([6, 6, 1], 4, [3, 4]), dataset: QUARTERS };
const VECTORS = { architecture: mlp(36, 4, [12, 8]), dataset: { ...QUARTERS, inputShape: [36] } };

const CASES: readonly Case[] = [
  ...(['sgd', 'adam', 'adamw', 'rmsprop'] as const).flatMap((optimizer): Case[] => [
    { title: optimizer, options: { optimizer, weightDecay: 0.01 } },
    { title: `${optimizer}, with dropout`, options: { optimizer, weightDecay: 0.01 }, ...VECTORS },
    { title: `${optimizer}, clipped`, options: { optimizer, gradientClipNorm: 0.3 } },
  ]),
  { title: 'sgd without momentum', options: { optimizer: 'sgd', momentum: 0 } },
  { title: 'sgd that does not look ahead', options: { optimizer: 'sgd', momentum: 0.8, nesterov: false } },
  { title: 'adam with other betas', options: { optimizer: 'adam', betas: [0.8, 0.95] } },
  ...(['constant', 'cosine', 'step', 'one-cycle'] as const).map((schedule) => ({
    title: `the schedule ${schedule}, with warm-up`,
    options: { schedule, warmupEpochs: 2 },
  })),
  { title: 'shift', options: { augmentation: { shift: 1 } } },
  { title: 'crop', options: { augmentation: { crop: 2 } } },
  { title: 'flip', options: { augmentation: { flipHorizontal: true } } },
  { title: 'cutout', options: { augmentation: { cutout: 3 } } },
  { title: 'mixup', options: { augmentation: { mixup: 0.4 } } },
  {
    title: 'all augmentations, class weights and smoothing',
    options: {
      augmentation: { shift: 1, crop: 1, flipHorizontal: true, cutout: 2, mixup: 0.2 },
      classWeights: [1, 2, 3, 4],
      labelSmoothing: 0.1,
    },
  },
  { title: 'a cell of NAS-Bench-201', architecture: nasBench201(2, [6, 6, 1], 4) },
  {
    title: 'a regression',
    architecture: mlp(3, 2, [8]),
    dataset: { ...twoValues(), train: firstOf(twoValues().train, 35) },
  },
];

let reference: readonly (readonly number[])[];
beforeAll(async () => {
  await start(REFERENCE);
  reference = CASES.map(lossCurve);
});

describe.each(BACKENDS)(`50 steps on %s have the losses of ${REFERENCE} to four digits`, (backend) => {
  beforeAll(() => start(backend));

  it.each(CASES.map((one, i) => ({ ...one, i })))('$title', (one) => {
    const curve = lossCurve(one);
    const expected = reference[one.i]!;
    // Every step has a loss of its own, so that none is skipped.
    expect(new Set(curve).size).toBe(STEPS);
    const differences = curve.map((loss, step) => Math.abs(loss / expected[step]! - 1));
    expect(Math.max(...differences)).toBeLessThan(5e-5);
  });
});

function lossCurve({ options = {}, architecture, dataset }: Case): number[] {
  const data = dataset ?? IMAGES.dataset;
  const seed = 3;
  const spec = trainingOptions.parse({
    kind: 'training',
    epochs: EPOCHS,
    batchSize: 8,
    learningRate: 0.003,
    ...options,
  });
  const network = Network.create(architecture ?? IMAGES.architecture, taskOf(data), seed);
  const learner = createLearner(network, spec, seed);
  const batches = new Batches({
    examples: data.train,
    inputShape: data.inputShape,
    units: network.outputUnits,
    writeTarget: targetsOf(data.train, network.task, spec),
    spec,
    seed,
  });
  try {
    return Array.from({ length: STEPS }, (_, step) => {
      if (step % batches.count === 0) batches.shuffle(1 + step / batches.count);
      const rate = learningRateAt(spec, step, batches.count);
      return learner.step(batches.at(step % batches.count), rate).loss;
    });
  } finally {
    learner.dispose();
    network.dispose();
  }
}

function firstOf(all: Dataset['train'], count: number): Dataset['train'] {
  const share = count / all.count;
  return { count, x: all.x.subarray(0, all.x.length * share), y: all.y.subarray(0, all.y.length * share) };
}
