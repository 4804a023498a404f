import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { trainingOptions } from '../../src/core/estimator/options';
import { GradientTest, passedInMemory } from '../../src/tensor/self-test/self-test';
import { trainCandidate } from '../../src/tensor/trainer';
import { chain, nasBench201, SAMPLES } from './architectures';
import { hasNative, start } from './backends';
import { brightQuarters } from './datasets';

// In a file of its own: tfjs-node replaces gradients for the whole process.
describe.skipIf(!hasNative())('the native backend', () => {
  beforeAll(async () => {
    expect(await start('tensorflow')).toEqual({
      name: 'tensorflow',
      version: expect.stringMatching(/^tfjs-node 4\.22\.0, TensorFlow \d+\.\d+\.\d+$/) as string,
    });
  });

  it('computes with TensorFlow', () => {
    expect(tf.getBackend()).toBe('tensorflow');
  });

  const test = new GradientTest('tensorflow', passedInMemory());
  it.each(SAMPLES)('passes the self-test of $title', ({ architecture }) => {
    test.require(architecture, 'values');
  });

  it.each([
    ['a chain', chain([6, 6, 1], 4)],
    ['a cell', nasBench201(4, [6, 6, 1], 4)],
  ] as const)('learns with %s and leaves no tensor behind', async (_, architecture) => {
    const before = tf.memory().numTensors;
    const { metrics, network } = await trainCandidate({
      architecture,
      dataset: brightQuarters(),
      spec: trainingOptions.parse({ kind: 'training', epochs: 6, batchSize: 32, learningRate: 0.01 }),
      seed: 1,
      onEpoch: () => undefined,
      signal: new AbortController().signal,
    });
    network.dispose();
    expect(metrics['valAccuracy']).toBeGreaterThan(0.9);
    expect(tf.memory().numTensors).toBe(before);
  });
});
