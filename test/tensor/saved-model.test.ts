import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import type { Dataset } from '../../src/core/estimator/dataset';
import { Network } from '../../src/tensor/network';
import type { NetworkTask } from '../../src/tensor/network';
import { loadModel, saveModel, testModel } from '../../src/tensor/saved-model';
import { asInput, chain, mlp, nasBench201, SAMPLES } from './architectures';
import { start } from './backends';
import { predictWithLayers } from './predict-with-layers';

const folder = mkdtempSync(path.join(tmpdir(), 'saved-model-'));
const CLASSES: NetworkTask = { kind: 'classes', names: ['a', 'b', 'c'] };

beforeAll(() => start('cpu'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a saved model', () => {
  it.each(SAMPLES)(
    'predicts in stock TensorFlow.js what the network does: $title',
    async ({ architecture }) => {
      const network = randomNetwork(architecture, CLASSES);
      await saveModel(network, folder);
      const x = asInput(architecture, noise(5 * network.inputSize, 'inputs'));
      const ours = softmaxOf(network.predict(x, 5), 3);
      const theirs = await predictWithLayers(folder, x, architecture.shapes[0]!);
      network.dispose();
      expect(largestDifference(ours, theirs)).toBeLessThan(1e-5);
    },
  );

  it('opens in a fresh process that has stock TensorFlow.js only', async () => {
    const network = randomNetwork(nasBench201(4, [6, 5, 2], 3), CLASSES);
    const target = path.join(folder, 'fresh');
    await saveModel(network, target);
    const x = noise(2 * network.inputSize, 'inputs');
    const ours = softmaxOf(network.predict(x, 2), 3);
    network.dispose();
    const outfile = path.join(folder, 'load.cjs');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'load-once.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    const printed = execFileSync(process.execPath, [outfile, target, JSON.stringify(Array.from(x))], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const theirs = JSON.parse(printed.split('\n').at(-1)!) as number[];
    expect(largestDifference(ours, Float32Array.from(theirs))).toBeLessThan(1e-5);
  });

  it('of a regression predicts in the units of the data', async () => {
    const task: NetworkTask = { kind: 'values', names: ['u', 'v'], mean: [10, -3], deviation: [4, 0.5] };
    const network = randomNetwork(mlp(6, 2), task);
    await saveModel(network, folder);
    const x = noise(5 * 6, 'inputs');
    const ours = network.predict(x, 5).map((value, i) => value * [4, 0.5][i % 2]! + [10, -3][i % 2]!);
    network.dispose();
    expect(largestDifference(ours, await predictWithLayers(folder, x, [6]))).toBeLessThan(1e-4);
  });

  it.each(SAMPLES)('comes back as the network that it was: $title', async ({ architecture }) => {
    const task: NetworkTask = { ...CLASSES, scaling: { divisor: 255, mean: [0.5], deviation: [2] } };
    const network = randomNetwork(architecture, task);
    await saveModel(network, folder);
    const before = tf.memory().numTensors;
    const loaded = await loadModel(folder);
    expect({ architecture: loaded.architecture, task: loaded.task, weights: named(loaded) }).toEqual({
      architecture,
      task,
      weights: named(network),
    });
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });

  it('is measured on the test examples only', async () => {
    const network = randomNetwork(chain([6, 5, 2], 3), CLASSES);
    const outputs = network.predict(noise(60 * 20, 'test'), 20);
    const labels = Float32Array.from({ length: 20 }, (_, n) => {
      const row = Array.from(outputs.subarray(3 * n, 3 * n + 3));
      return n < 15 ? row.indexOf(Math.max(...row)) : row.indexOf(Math.min(...row));
    });
    await saveModel(network, folder);
    network.dispose();
    const metrics = await testModel(folder, datasetWithTest([6, 5, 2], noise(60 * 20, 'test'), labels));
    expect(metrics).toEqual({
      testAccuracy: 0.75,
      testF1: expect.any(Number) as number,
      testAuc: expect.any(Number) as number,
      testLoss: expect.closeTo(meanLoss(outputs, labels), 5) as number,
    });
  });

  it('does not fit other data', async () => {
    const network = randomNetwork(chain([6, 5, 2], 3), CLASSES);
    await saveModel(network, folder);
    network.dispose();
    await expect(
      testModel(folder, datasetWithTest([5, 6, 2], noise(60, 'x'), new Float32Array(1))),
    ).rejects.toThrow('the network takes [6, 5, 2], but an example of made is [5, 6, 2]');
  });

  it('that is not there is reported with its file', async () => {
    const missing = path.join(folder, 'none');
    await expect(loadModel(missing)).rejects.toThrow(
      `${path.join(missing, 'architecture.json')}: the model could not be read`,
    );
  });
});

/** A network whose every weight and statistic is random, so that a mistaken one shows. */
function randomNetwork(architecture: Parameters<typeof Network.restore>[0], task: NetworkTask): Network {
  return Network.restore(architecture, task, (name, { shape }) => {
    const values = noise(
      shape.reduce((a, b) => a * b, 1),
      name,
    );
    return name.endsWith('Variance') ? values.map((v) => v * v + 0.5) : values.map((v) => 0.5 * v);
  });
}

function named(network: Network): Record<string, Float32Array> {
  return Object.fromEntries(
    network.weights.map(({ name, variable }) => [name, variable.dataSync<'float32'>().slice()]),
  );
}

function noise(count: number, label: string): Float32Array {
  const rng = createRng(3).fork(label);
  return Float32Array.from({ length: count }, () => rng.normal());
}

function softmaxOf(logits: Float32Array, classes: number): Float32Array {
  const out = new Float32Array(logits.length);
  for (let n = 0; n < logits.length; n += classes) {
    const row = Array.from(logits.subarray(n, n + classes), (v) => Math.exp(v - logits[n]!));
    const sum = row.reduce((a, b) => a + b, 0);
    out.set(
      row.map((v) => v / sum),
      n,
    );
  }
  return out;
}

function meanLoss(logits: Float32Array, labels: Float32Array): number {
  const probabilities = softmaxOf(logits, 3);
  return labels.reduce((sum, label, n) => sum - Math.log(probabilities[3 * n + label]!), 0) / labels.length;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(b.length).toBe(a.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

function datasetWithTest(inputShape: readonly number[], x: Float32Array, y: Float32Array): Dataset {
  const test = { count: y.length, x, y };
  const none = { count: 0, x: new Float32Array(0), y: new Float32Array(0) };
  return {
    name: 'made',
    inputShape,
    target: { kind: 'classes', names: ['a', 'b', 'c'] },
    train: none,
    validation: none,
    test,
  };
}
