import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { Metrics } from '../../src/core/trial/trial';
import { evaluate } from '../../src/tensor/evaluation';
import { trainCandidate } from '../../src/tensor/trainer';
import type { TrainingRequest } from '../../src/tensor/training-request';
import { chain, mlp, nasBench201 } from './architectures';
import { start, WASM_FOLDER } from './backends';
import { twoValues } from './datasets';
import { DATA, request, spec, train } from './training';

const EXACT = { trainMs: 0, latencyMs: 0, latencySpreadMs: 0 };

describe.each(['plan', 'wasm', 'cpu'] as const)('training on %s', (backend) => {
  beforeAll(() => start(backend));

  it('learns, and measures every metric', async () => {
    const { metrics } = await train({ spec: spec({ epochs: 5 }) });
    expect(Object.keys(metrics).sort()).toEqual([
      'activationBytes',
      'epochs',
      'latencyMs',
      'latencySpreadMs',
      'macs',
      'paramCount',
      'trainLoss',
      'trainMs',
      'valAccuracy',
      'valAuc',
      'valF1',
      'valLoss',
    ]);
    expect(metrics['valAccuracy']).toBeGreaterThan(0.9);
    expect(Object.values(metrics).every((value) => Number.isFinite(value))).toBe(true);
  });

  it.each(['sgd', 'adam', 'adamw', 'rmsprop'] as const)('lowers the loss with %s', async (optimizer) => {
    const losses: number[] = [];
    await train({
      spec: spec({ optimizer, epochs: 4, learningRate: 0.005, weightDecay: 0.001, labelSmoothing: 0.1 }),
      onEpoch: (_, metrics) => losses.push(metrics['trainLoss']!),
    });
    expect(losses.length).toBe(4);
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
  });

  it('reports regressions in the units of the data', async () => {
    const data = twoValues();
    const { metrics } = await train({
      architecture: mlp(3, 2),
      dataset: data,
      spec: spec({ epochs: 30, learningRate: 0.01, batchSize: 16 }),
    });
    // A constant guess has an error of 50 sqrt(2) on u: sqrt((5000 + 1) / 2) over both targets.
    expect(metrics['valRmse']).toBeLessThan(25);
    expect(metrics['valRmse']).toBeGreaterThan(1);
    expect(metrics['valLoss']).toBeCloseTo(metrics['valRmse']! ** 2, 3);
    expect(metrics['valMae']).toBeLessThan(metrics['valRmse']!);
    expect(metrics['valR2']).toBeGreaterThan(0.5);
    // Standardised it would be below 1.
    expect(metrics['trainLoss']! / metrics['valLoss']!).toBeGreaterThan(0.1);
    expect(metrics['trainLoss']! / metrics['valLoss']!).toBeLessThan(10);
  });

  it('gives the network back with the weights that were measured', async () => {
    const { metrics, network } = await trainCandidate(request({ spec: spec({ epochs: 2 }) }));
    const fit = await evaluate(network, DATA.validation, () => Promise.resolve());
    network.dispose();
    expect(fit).toEqual({
      kind: 'classes',
      accuracy: metrics['valAccuracy'],
      f1: metrics['valF1'],
      auc: metrics['valAuc'],
      loss: metrics['valLoss'],
    });
  });

  it('returns to the tensor count that it found', async () => {
    const before = tf.memory().numTensors;
    await train({ architecture: nasBench201(4, [6, 6, 1], 4), spec: spec({ epochs: 1 }) });
    await train({ spec: spec({ epochs: 1, earlyStoppingPatience: 1 }) });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('class weights', () => {
  beforeAll(() => start('wasm'));

  it('of nothing for all classes but one teach that class alone', async () => {
    const { metrics } = await train({ spec: spec({ epochs: 6, classWeights: [1, 0, 0, 0] }) });
    const share = DATA.validation.y.filter((label) => label === 0).length / DATA.validation.count;
    expect(metrics['valAccuracy']).toBeCloseTo(share, 12);
    // Only examples of the class count, and they are right.
    expect(metrics['trainLoss']).toBeLessThan(0.05);
  });
});

describe('a candidate that cannot be trained', () => {
  beforeAll(() => start('wasm'));

  it('fails as diverged, with the epoch and the step', async () => {
    await expect(
      train({
        architecture: mlp(36, 4),
        dataset: flat(),
        spec: spec({ optimizer: 'sgd', learningRate: 1e30 }),
      }),
    ).rejects.toMatchObject({
      code: 'trial',
      failure: 'diverged',
      message: expect.stringMatching(
        /^the training loss became NaN in epoch 1, step \d+ of 7; a smaller learning rate may help$/,
      ) as string,
    });
  });

  it('fails as diverged when its loss grows beyond all bounds, with the numbers', async () => {
    const wild = spec({ optimizer: 'sgd', learningRate: 3, schedule: 'constant', epochs: 1 });
    await expect(train({ spec: wild })).rejects.toMatchObject({
      code: 'trial',
      failure: 'diverged',
      message: expect.stringMatching(
        /^the mean training loss of epoch 1 was [\d.]+, more than 10 times that of (guessing|the first batch), [\d.]+; a smaller learning rate may help$/,
      ) as string,
    });
    const { metrics } = await train({ spec: { ...wild, divergenceFactor: null } });
    expect(metrics['trainLoss']).toBeGreaterThan(10);
  });

  it('fails as invalid when it takes tokens, which cannot be blended', async () => {
    const g = new GraphBuilder([3]);
    g.dense(
      g.node({ kind: 'flatten' }, [g.node({ kind: 'embedding', vocabulary: 5, units: 2 }, [g.input])]),
      2,
    );
    const part = { count: 2, x: Float32Array.of(0, 1, 2, 4, 3, 2), y: Float32Array.of(0, 1) };
    const dataset: TrainingRequest['dataset'] = {
      name: 'words',
      inputShape: [3],
      target: { kind: 'classes', names: ['a', 'b'] },
      train: part,
      validation: part,
      test: part,
    };
    const request = { architecture: g.build(), dataset };
    const blended = spec({ epochs: 1, augmentation: { ...spec().augmentation, mixup: 0.2 } });
    await expect(train({ ...request, spec: blended })).rejects.toMatchObject({
      failure: 'invalid',
      message: 'the network takes tokens, which mixup cannot blend',
    });
    await train({ ...request, spec: spec({ epochs: 1 }) });
  });

  it('fails by the place of an option that the data cannot have', async () => {
    const augmentation = { ...spec().augmentation, shift: 1 };
    await expect(
      train({ architecture: mlp(36, 4), dataset: flat(), spec: spec({ augmentation }) }),
    ).rejects.toMatchObject({
      code: 'input',
      path: 'estimator.augmentation.shift',
      problem: 'expected 0 for examples that are not images (quarters has [36]), but got 1',
    });
  });

  it('fails as invalid when its input is not the data', async () => {
    await expect(train({ architecture: chain([6, 6, 2], 4) })).rejects.toMatchObject({
      failure: 'invalid',
      message: 'the network takes [6, 6, 2], but an example of quarters is [6, 6, 1]',
    });
  });

  it('fails as invalid when its output is not the classes', async () => {
    await expect(train({ architecture: chain([6, 6, 1], 5) })).rejects.toMatchObject({
      failure: 'invalid',
      message: 'the network puts out [5], but quarters has 4 classes',
    });
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await train({ spec: spec({ optimizer: 'sgd', learningRate: 1e30 }) }).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('cancelling', () => {
  beforeAll(() => start('wasm'));

  it('rejects with AbortError before the next epoch ends, without tensors left', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const epochs: number[] = [];
    const training = train({
      spec: spec({ epochs: 1000 }),
      signal: controller.signal,
      onEpoch: (epoch) => {
        epochs.push(epoch);
        if (epoch === 2) controller.abort();
      },
    });
    await expect(training).rejects.toMatchObject({ name: 'AbortError' });
    expect(epochs).toEqual([1, 2]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is noticed by messages that come in while it trains', async () => {
    const controller = new AbortController();
    const training = train({ spec: spec({ epochs: 100_000 }), signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(training).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('determinism', () => {
  beforeAll(() => start('wasm'));

  it('repeats itself under one seed and differs under another', async () => {
    const run = async (seed: number): Promise<Metrics> => ({ ...(await train({ seed })).metrics, ...EXACT });
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });

  describe('in fresh processes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'training-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(['wasm', 'cpu'])('gives the same metrics on %s', async (backend) => {
      const outfile = path.join(folder, 'train.cjs');
      await build({
        entryPoints: [path.join(import.meta.dirname, 'train-once.ts')],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        mainFields: ['module', 'main'],
        logLevel: 'error',
      });
      const run = (): string =>
        execFileSync(process.execPath, [outfile, backend, WASM_FOLDER], { encoding: 'utf8' });
      const first = run();
      expect(run()).toBe(first);
      expect(first).toMatch(/^\{"valLoss":[\d.]+,"valAccuracy":[\d.]+,"trainLoss":[\d.]+,"epochs":2\}$/);
    });
  });
});

function flat(): TrainingRequest['dataset'] {
  return { ...DATA, inputShape: [36] };
}
