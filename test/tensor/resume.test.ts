import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { trainingOptions } from '../../src/core/estimator/options';
import type { TrainingSpec } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import type { Metrics } from '../../src/core/trial/trial';
import type { Checkpoint, CheckpointPort } from '../../src/tensor/checkpoint';
import { trainCandidate } from '../../src/tensor/trainer';
import type { TrainingRequest } from '../../src/tensor/training-request';
import { chain, mlp } from './architectures';
import { start } from './backends';
import { brightQuarters, twoValues } from './datasets';

interface Case {
  readonly title: string;
  readonly options: Partial<TrainingSpec>;
  readonly architecture: Architecture;
  readonly dataset: TrainingRequest['dataset'];
}

const QUARTERS = brightQuarters({ train: 70, validation: 40, test: 0 });
const FLAT = { ...QUARTERS, inputShape: [36] };
const images = { architecture: chain([6, 6, 1], 4, [4]), dataset: QUARTERS };
const vectors = { architecture: mlp(36, 4, [16]), dataset: FLAT };
const none = { shift: 0, crop: 0, flipHorizontal: false, cutout: 0, mixup: 0 };

const CASES: readonly Case[] = [
  { title: 'sgd with momentum', options: { optimizer: 'sgd', weightDecay: 0.01 }, ...images },
  { title: 'adam with dropout', options: { optimizer: 'adam' }, ...vectors },
  { title: 'adamw, one cycle', options: { optimizer: 'adamw', schedule: 'one-cycle' }, ...vectors },
  { title: 'rmsprop, clipped', options: { optimizer: 'rmsprop', gradientClipNorm: 0.5 }, ...vectors },
  {
    title: 'every augmentation',
    options: { augmentation: { shift: 1, crop: 1, flipHorizontal: true, cutout: 2, mixup: 0.4 } },
    ...images,
  },
  {
    title: 'class weights and early stopping',
    options: {
      classWeights: 'balanced',
      labelSmoothing: 0.1,
      earlyStoppingPatience: 1,
      earlyStoppingMetric: 'valAuc',
      learningRate: 0.05,
    },
    ...images,
  },
  {
    // So large a rate that the second epoch stays the best; the last interruption comes after it.
    title: 'early stopping with the best weights long ago',
    options: { earlyStoppingPatience: 3, learningRate: 1, schedule: 'constant', divergenceFactor: null },
    ...vectors,
  },
  {
    title: 'a regression with mixup',
    options: { augmentation: { ...none, mixup: 0.2 } },
    architecture: mlp(3, 2, [8]),
    dataset: { ...twoValues(), train: firstOf(twoValues().train, 70) },
  },
];

describe.each(['plan', 'wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(() => start(backend));

  describe.each(CASES)('$title', (one) => {
    it('a training that was interrupted gives the numbers of one that was not', async () => {
      const whole = await run(one);
      // Three batches an epoch: in the first epoch, at the end of one, and after it.
      for (const batches of [1, 3, 4, 8]) {
        const port = memory();
        expect(await run(one, { port, stopAfter: batches })).toBe('interrupted');
        const resumed = await run(one, { port });
        expect(resumed, `after ${batches} batches`).toEqual(whole);
        expect(port.saved!.learner.steps).toBeGreaterThan(batches);
      }
    });
  });

  it('a training that was interrupted again and again does so as well', async () => {
    const [one] = CASES;
    const whole = await run(one!);
    const port = memory();
    let end: Outcome = 'interrupted';
    let starts = 0;
    while (end === 'interrupted') {
      end = await run(one!, { port, stopAfter: 2 });
      starts++;
    }
    expect(end).toEqual(whole);
    expect(starts).toBeGreaterThan(3);
  });

  it.each(CASES)('a rung is the beginning of the whole training: $title', async (one) => {
    const long: Case = { ...one, options: { ...one.options, epochs: 9 } };
    const whole = await run(long);
    const port = memory({ everySeconds: Infinity, atEnd: true });
    const rung = await run(long, { port, epochs: 3 });
    const continued = await run(long, { port });
    expect(continued).toEqual(whole);
    expect(curveOf(rung)).toEqual(curveOf(whole).slice(0, 3));
    // From the checkpoint: what the first three epochs took has been counted.
    expect(port.saved!.curve.slice(0, 3)).toEqual(curveOf(rung));
  });

  it('a rung has the learning rates of the whole training, not of its own epochs', async () => {
    const long: Case = { ...CASES[0]!, options: { ...CASES[0]!.options, schedule: 'cosine', epochs: 9 } };
    const short: Case = { ...long, options: { ...long.options, epochs: 3 } };
    expect(curveOf(await run(long, { epochs: 3 }))).not.toEqual(curveOf(await run(short)));
  });

  it('the end of a training can be given more epochs', async () => {
    const one: Case = { ...CASES[0]!, options: { optimizer: 'sgd', schedule: 'constant' } };
    const longer: Case = { ...one, options: { ...one.options, epochs: 6 } };
    const port = memory({ everySeconds: Infinity, atEnd: true });
    const short = await run(one, { port });
    const continued = await run(longer, { port });
    expect(continued).toEqual(await run(longer));
    expect(continued).not.toEqual(short);
  });

  it('what ended is measured again without training', async () => {
    const port = memory({ everySeconds: Infinity, atEnd: true });
    const first = await run(CASES[0]!, { port });
    const { steps } = port.saved!.learner;
    expect(await run(CASES[0]!, { port })).toEqual(first);
    expect(port.saved!.learner.steps).toBe(steps);
  });

  it.each<[string, Partial<TrainingRequest>]>([
    ['another seed', { seed: 2 }],
    ['another architecture', { architecture: chain([6, 6, 1], 4, [5]) }],
    ['other options', { spec: spec({ batchSize: 16 }) }],
    ['other data', { dataset: brightQuarters({ train: 71, validation: 40, test: 0 }) }],
  ])('a checkpoint of %s is not taken up', async (_, changes) => {
    const one = CASES[0]!;
    const port = memory();
    await run(one, { port, stopAfter: 4 });
    const request = { ...requestOf(one), ...changes };
    const resumed = await outcome({ ...request, checkpoint: port });
    expect(resumed).toEqual(await outcome(request));
  });

  it('leaves no tensor behind when it is interrupted', async () => {
    const before = tf.memory().numTensors;
    const port = memory();
    await run(CASES[0]!, { port, stopAfter: 2 });
    await run(CASES[0]!, { port });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a checkpoint', () => {
  beforeAll(() => start('plan'));

  it('is not written more often than asked for', async () => {
    const port = memory({ everySeconds: 3600 });
    await run(CASES[0]!, { port });
    expect(port.saved).toBeUndefined();
  });

  it('that cannot be written ends the training with its error', async () => {
    const checkpoint = {
      ...memory(),
      save: () => Promise.reject(new Error('the disk is full')),
    };
    await expect(trainCandidate({ ...requestOf(CASES[0]!), checkpoint })).rejects.toThrow('the disk is full');
  });
});

type Outcome =
  | { readonly metrics: Metrics; readonly curve: readonly Metrics[]; readonly weights: Float32Array[] }
  | 'interrupted';

type Memory = CheckpointPort & { saved: Checkpoint | undefined };

/** After each batch, where nothing else is said. */
function memory(options: Partial<CheckpointPort> = {}): Memory {
  const port: Memory = {
    everySeconds: 0,
    saved: undefined,
    load: () => Promise.resolve(port.saved),
    save: (checkpoint) => {
      port.saved = checkpoint;
      return Promise.resolve();
    },
    ...options,
  };
  return port;
}

/** Trains; what came of it but for times, and with the curve as a journal would have it. */
function run(
  one: Case,
  {
    port,
    stopAfter,
    epochs,
  }: { readonly port?: Memory; readonly stopAfter?: number; readonly epochs?: number } = {},
): Promise<Outcome> {
  const controller = new AbortController();
  let batches = 0;
  const checkpoint = port && {
    ...port,
    save: async (state: Checkpoint) => {
      await port.save(state);
      if (++batches === stopAfter) controller.abort();
    },
  };
  return outcome({
    ...requestOf(one),
    signal: controller.signal,
    ...(epochs !== undefined && { epochs }),
    ...(checkpoint && { checkpoint }),
  });
}

function curveOf(outcome: Outcome): readonly Metrics[] {
  if (outcome === 'interrupted') throw new Error(outcome);
  return outcome.curve;
}

async function outcome(request: TrainingRequest): Promise<Outcome> {
  const curve: Metrics[] = [];
  const onEpoch = (epoch: number, metrics: Metrics): void => {
    curve[epoch - 1] = metrics;
  };
  try {
    const { metrics, network } = await trainCandidate({ ...request, onEpoch });
    const weights = network.snapshot();
    network.dispose();
    return { metrics: { ...metrics, trainMs: 0 }, curve, weights };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'interrupted';
    throw error;
  }
}

function requestOf({ architecture, dataset, options }: Case): TrainingRequest {
  return {
    architecture,
    dataset,
    spec: spec(options),
    seed: 1,
    onEpoch: () => undefined,
    signal: new AbortController().signal,
  };
}

function spec(options: Partial<TrainingSpec>): TrainingSpec {
  return trainingOptions.parse({
    kind: 'training',
    epochs: 4,
    batchSize: 32,
    learningRate: 0.01,
    measureLatency: false,
    ...options,
  });
}

function firstOf<T extends { count: number; x: Float32Array; y: Float32Array }>(all: T, count: number): T {
  const share = count / all.count;
  return {
    ...all,
    count,
    x: all.x.subarray(0, all.x.length * share),
    y: all.y.subarray(0, all.y.length * share),
  };
}
