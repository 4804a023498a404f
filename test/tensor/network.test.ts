import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import type { Architecture } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import { costOf } from '../../src/core/graph/cost';
import { Network } from '../../src/tensor/network';
import type { NetworkTask } from '../../src/tensor/network';
import { chain, mlp, nasBench201, SAMPLES, transformer } from './architectures';
import { start } from './backends';

const TASK: NetworkTask = { kind: 'classes', names: ['a', 'b', 'c'] };
const NETWORKS = [
  ...SAMPLES,
  { title: 'NAS-Bench-201', architecture: nasBench201(4, [8, 8, 3], 3) },
  { title: 'chain', architecture: chain([7, 6, 2], 3) },
  { title: 'transformer', architecture: transformer(6, 3) },
  { title: 'perceptron', architecture: mlp(5, 3) },
];

beforeAll(async () => {
  await start('cpu');
  await start('wasm');
});

describe.each(NETWORKS)('$title', ({ architecture }) => {
  it('has the same outputs and gradients on wasm as on cpu', async () => {
    const cpu = await on('cpu', () => gradientsOf(architecture));
    const wasm = await on('wasm', () => gradientsOf(architecture));
    expect(cpu.names).toEqual(wasm.names);
    wasm.values.forEach((values, i) => expect(relativeDifference(values, cpu.values[i]!)).toBeLessThan(2e-4));
  });

  it('has the gradient that finite differences have', async () => {
    expect(await on('wasm', () => slopeError(architecture))).toBeLessThan(0.02);
  });

  it('has as many trained weights as the graph says', async () => {
    const count = await on('wasm', () => {
      const network = Network.create(architecture, TASK, 1);
      const trained = network.weights.filter(({ spec }) => spec.trainable);
      network.dispose();
      return trained.reduce((sum, { variable }) => sum + variable.size, 0);
    });
    expect(count).toBe(costOf(architecture).paramCount);
  });

  it('predicts the same one by one as all at once', async () => {
    const [one, all] = await on('wasm', () => {
      const network = Network.create(architecture, TASK, 1);
      const x = noise(3 * network.inputSize, 'x');
      const each = [0, 1, 2].flatMap((i) =>
        Array.from(network.predict(x.subarray(i * network.inputSize, (i + 1) * network.inputSize), 1)),
      );
      const together = network.predict(x, 3);
      network.dispose();
      return [Float32Array.from(each), together] as const;
    });
    expect(relativeDifference(one, all)).toBeLessThan(1e-5);
  });
});

describe('a network', () => {
  it('moves the statistics of batch norm by its momentum', async () => {
    const g = new GraphBuilder([2]);
    g.dense(g.batchNorm(g.input, 1e-5, 0.75), 3);
    const moved = await on('wasm', () => {
      const network = Network.create(g.build(), TASK, 1);
      tf.tidy(() => network.forward(tf.tensor2d([1, 10, 3, 10], [2, 2]), { step: 0, seed: 1 }));
      const values = ['movingMean', 'movingVariance'].map((name) =>
        Array.from(network.variable(`batch_norm/${name}`).dataSync()),
      );
      network.dispose();
      return values;
    });
    const near = (value: number): number => expect.closeTo(value, 5) as number;
    expect(moved).toEqual([
      [near(0.5), near(2.5)],
      [near(0.75 + 0.25), near(0.75)],
    ]);
  });

  it('begins with the same weights on every backend, and with others under another seed', async () => {
    const architecture = chain([7, 6, 2], 3);
    const weights = (seed: number) => (): number[][] => {
      const network = Network.create(architecture, TASK, seed);
      const values = network.snapshot().map((w) => Array.from(w));
      network.dispose();
      return values;
    };
    const wasm = await on('wasm', weights(1));
    expect(await on('cpu', weights(1))).toEqual(wasm);
    expect(await on('wasm', weights(2))).not.toEqual(wasm);
  });

  it('does not compute what only a zero takes', async () => {
    const g = new GraphBuilder([4]);
    const wasted = g.dense(g.input, 4);
    g.dense(g.add([g.input, g.zero(wasted)]), 3);
    const kernels = await on('wasm', async () => {
      const network = Network.create(g.build(), TASK, 1);
      const { kernelNames } = await tf.profile(() => network.forward(tf.zeros([1, 4])));
      network.dispose();
      return kernelNames;
    });
    expect(kernels.filter((name) => name !== '')).toEqual(['BatchMatMul', 'Add']);
  });

  it('leaves no tensor behind', async () => {
    const [before, after] = await on('wasm', () => {
      const start = tf.memory().numTensors;
      gradientsOf(nasBench201(4, [8, 8, 3], 3));
      return [start, tf.memory().numTensors];
    });
    expect(after).toBe(before);
  });
});

async function on<T>(backend: 'cpu' | 'wasm', body: () => T | Promise<T>): Promise<T> {
  await tf.setBackend(backend);
  return body();
}

/** Outputs of a training batch and the gradients of a weighted sum of them by every trained weight. */
function gradientsOf(architecture: Architecture): { names: string[]; values: Float32Array[] } {
  const network = Network.create(architecture, TASK, 1);
  const trained = network.weights.filter(({ spec }) => spec.trainable);
  const values = tf.tidy(() => {
    const x = network.batch(noise(6 * network.inputSize, 'x'), 6);
    let outputs = new Float32Array(0);
    const f = (): tf.Tensor => {
      const y = network.forward(x, { step: 0, seed: 1 });
      outputs = y.dataSync<'float32'>().slice();
      return tf.sum(tf.mul(y, weightsOf(y)));
    };
    const { grads } = tf.engine().gradients(
      f,
      trained.map(({ variable }) => variable),
      undefined,
      true,
    );
    const gradients = grads as readonly (tf.Tensor | undefined)[];
    return [outputs, ...gradients.map((g) => g?.dataSync<'float32'>().slice() ?? new Float32Array(1))];
  });
  network.dispose();
  return { names: trained.map(({ name }) => name), values };
}

/** Error of the slope along a random direction in the space of all weights, relative to the gradient's length. */
function slopeError(architecture: Architecture): number {
  const network = Network.create(architecture, TASK, 1);
  const trained = network.weights.filter(({ spec }) => spec.trainable);
  const [, ...gradients] = gradientsOf(architecture).values;
  const before = network.snapshot();
  const directions = network.weights.map(({ name, spec, variable }) =>
    spec.trainable ? noise(variable.size, name) : new Float32Array(variable.size),
  );
  const x = noise(6 * network.inputSize, 'x');
  const at = (offset: number): number => {
    network.restoreSnapshot(before.map((w, i) => w.map((v, j) => v + offset * directions[i]![j]!)));
    return tf.tidy(() => {
      const y = network.forward(network.batch(x, 6), { step: 0, seed: 1 });
      const weights = weightsOf(y).dataSync<'float32'>();
      return y.dataSync<'float32'>().reduce((sum, v, i) => sum + v * weights[i]!, 0);
    });
  };
  // So small that few units cross their kink.
  const step = 3e-5;
  const slope = (at(step) - at(-step)) / (2 * step);
  let predicted = 0;
  let length = 0;
  trained.forEach(({ name }, i) => {
    const direction = directions[network.weights.findIndex((weight) => weight.name === name)]!;
    gradients[i]!.forEach((g, j) => {
      predicted += g * direction[j]!;
      length += g * g;
    });
  });
  network.dispose();
  return Math.abs(slope - predicted) / Math.sqrt(length);
}

function weightsOf(y: tf.Tensor): tf.Tensor {
  return tf.tensor(noise(y.size, 'weights'), y.shape);
}

function noise(count: number, label: string): Float32Array {
  const rng = createRng(5).fork(label);
  return Float32Array.from({ length: count }, () => rng.normal());
}

function relativeDifference(a: Float32Array, b: Float32Array): number {
  const scale = b.reduce((largest, v) => Math.max(largest, Math.abs(v)), 1e-3);
  return a.reduce((largest, v, i) => Math.max(largest, Math.abs(v - b[i]!) / scale), 0);
}
