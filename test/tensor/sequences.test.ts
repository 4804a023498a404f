import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import { generateCode } from '../../src/core/codegen/generate';
import { trainingOptions } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import { dropoutMask } from '../../src/tensor/lowering/dropout';
import { Network } from '../../src/tensor/network';
import type { NetworkTask } from '../../src/tensor/network';
import { lookUp } from '../../src/tensor/operations/embedding';
import { loadModel, saveModel } from '../../src/tensor/saved-model';
import { checkFit } from '../../src/tensor/task';
import { trainCandidate } from '../../src/tensor/trainer';
import { runTfjsCode } from '../support/run-tfjs-code';
import { asInput, ofTokens, SAMPLES, transformer } from './architectures';
import { start } from './backends';
import { markedTokens } from './datasets';

const TASK: NetworkTask = { kind: 'classes', names: ['a', 'b', 'c'] };

beforeAll(async () => {
  await start('cpu');
  await start('wasm');
});

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  // By hand, in double precision: equation 1 of Vaswani et al. for each head, one position after the other.
  it.each([
    { heads: 1, keyUnits: 3, causal: false, useBias: false },
    { heads: 2, keyUnits: 3, causal: false, useBias: true },
    { heads: 3, keyUnits: 2, causal: true, useBias: true },
  ])('attention is softmax(q k / sqrt(d)) v, head by head: %o', (options) => {
    const { heads, keyUnits, causal, useBias } = options;
    const [positions, features] = [4, 5];
    const inner = heads * keyUnits;
    const g = new GraphBuilder([positions, features]);
    g.multiHeadAttention(g.input, heads, options);
    const network = randomNetwork(g.build());
    const weight = (name: string): Float32Array =>
      network.variable(`multi_head_attention/${name}`).dataSync<'float32'>();
    const x = noise(positions * features, 'x');

    const qkv = rows(x, features, weight('qkv'), useBias ? weight('qkvBias') : undefined);
    const mixed = range(positions).map((t) =>
      range(inner).map((unit) => {
        const head = Math.floor(unit / keyUnits);
        const first = head * keyUnits;
        const seen = range(causal ? t + 1 : positions);
        const scores = seen.map((other) =>
          Math.exp(
            sum(range(keyUnits).map((i) => qkv[t]![first + i]! * qkv[other]![inner + first + i]!)) /
              Math.sqrt(keyUnits),
          ),
        );
        return sum(seen.map((other) => (scores[other]! / sum(scores)) * qkv[other]![2 * inner + unit]!));
      }),
    );
    const expected = rows(mixed.flat(), inner, weight('output'), useBias ? weight('outputBias') : undefined);

    const actual = network.predict(x, 1);
    network.dispose();
    expect(Array.from(actual)).toEqual(expected.flat().map((value) => expect.closeTo(value, 4) as number));
  });

  it('an embedding rounds, and keeps to its table', () => {
    const table = tf.tensor2d([0, 1, 10, 11, 20, 21], [3, 2]);
    expect(lookUp(table, tf.tensor2d([0, 1.2, 1.7, -4, 9, 2], [2, 3])).arraySync()).toEqual([
      [[0, 1], [10, 11], [20, 21]], // prettier-ignore
      [[0, 1], [20, 21], [20, 21]], // prettier-ignore
    ]);
  });

  it('a row of an embedding has the sum of the gradients of those who asked for it', () => {
    const table = tf.zeros([4, 2]);
    const tokens = tf.tensor2d([2, 0, 2], [1, 3]);
    const dy = tf.tensor3d([1, 2, 3, 4, 10, 20], [1, 3, 2]);
    const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.mul(lookUp(t, tokens), dy)))(table);
    expect(gradient.arraySync()).toEqual([
      [3, 4],
      [0, 0],
      [11, 22],
      [0, 0],
    ]);
  });

  it('a transformer learns which token is there, and is the same after it was saved', async () => {
    const before = tf.memory().numTensors;
    const dataset = markedTokens();
    const { network, metrics } = await trainCandidate({
      architecture: transformer(8, 3, { vocabulary: 12, units: 12, layers: 1 }),
      dataset,
      spec: trainingOptions.parse({ kind: 'training', epochs: 8, batchSize: 32, learningRate: 0.02 }),
      seed: 1,
      onEpoch: () => undefined,
      signal: new AbortController().signal,
    });
    expect(metrics['valAccuracy']).toBeGreaterThan(0.9);
    const { x, count } = dataset.validation;
    const outputs = network.predict(x, count);
    const folder = mkdtempSync(path.join(tmpdir(), 'sequences-'));
    await saveModel(network, folder);
    network.dispose();
    const loaded = await loadModel(folder);
    expect(loaded.predict(x, count)).toEqual(outputs);
    loaded.dispose();
    rmSync(folder, { recursive: true });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('drop path keeps or drops whole examples, one draw of the noise each, and predicts the input', () => {
    const g = new GraphBuilder([3, 2]);
    g.dropPath(g.input, 0.4);
    const network = Network.create(g.build(), TASK, 1);
    const [seen, predicted] = tf.tidy(() => {
      const x = tf.ones([16, 3, 2]);
      return [network.forward(x, { step: 3, seed: 7 }).arraySync(), network.forward(x).arraySync()];
    }) as [number[][][], number[][][]];
    const { seed } = createRng(7).fork('step 3').fork('drop_path');
    const mask = Array.from(dropoutMask(16, 0.4, seed));
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.6)]));
    expect(seen).toEqual(mask.map((kept) => Array<number[]>(3).fill([kept, kept])));
    expect(predicted.flat(2)).toEqual(Array<number>(16 * 6).fill(1));
  });
});

describe('generated TensorFlow.js code', () => {
  const cases = [
    ...SAMPLES.filter(({ title }) => /attention|embedding|sequence|1d/.test(title)),
    { title: 'transformer', architecture: transformer(5, 3) },
  ];
  it.each(cases)('computes what the network computes: $title', async ({ architecture }) => {
    await tf.setBackend('cpu');
    const network = randomNetwork(architecture);
    const model = runTfjsCode(generateCode(architecture, 'tfjs'));
    for (const layer of model.layers) {
      layer.setWeights(
        layer.weights.map(({ originalName }) =>
          network.variable(`${layer.name}/${ours(originalName.split('/').at(-1)!)}`),
        ),
      );
    }
    const x = asInput(architecture, noise(4 * network.inputSize, 'x'));
    const theirs = (model.predict(network.batch(x, 4)) as tf.Tensor).dataSync();
    expect(Array.from(network.predict(x, 4))).toEqual(
      Array.from(theirs, (value) => expect.closeTo(value, 4) as number),
    );
    network.dispose();
    model.dispose();
  });
});

describe('data for a network that takes tokens', () => {
  const parts = { validation: none(), test: none() };
  const dataset = (x: readonly number[]) => ({
    name: 'words',
    inputShape: [2],
    target: { kind: 'classes', names: ['a', 'b', 'c'] } as const,
    train: { count: x.length / 2, x: Float32Array.from(x), y: new Float32Array(x.length / 2) },
    ...parts,
  });

  it('may hold every token of the vocabulary', () => {
    expect(() => checkFit(ofTokens(2), dataset([0, 6, 3, 1]))).not.toThrow();
  });

  it.each([[7], [-1], [1.5], [Number.NaN]])('may not hold %d', (value) => {
    expect(() => checkFit(ofTokens(2), dataset([0, value]))).toThrow(
      `the network takes whole numbers from 0 to 6 as tokens, but words has ${value}`,
    );
  });

  it('may hold anything for other networks', () => {
    const g = new GraphBuilder([2]);
    g.dense(g.input, 3);
    expect(() => checkFit(g.build(), dataset([0, 1.5]))).not.toThrow();
  });
});

function none() {
  return { count: 0, x: new Float32Array(0), y: new Float32Array(0) };
}

/** What the network calls a weight of a stock layer; our own layers use our names. */
function ours(name: string): string {
  const names: Readonly<Record<string, string>> = {
    embeddings: 'table',
    moving_mean: 'movingMean',
    moving_variance: 'movingVariance',
  };
  return names[name] ?? name;
}

/** `x kernel + bias` for each row of x, in double precision. */
function rows(x: ArrayLike<number>, features: number, kernel: Float32Array, bias?: Float32Array): number[][] {
  const units = kernel.length / features;
  return range(x.length / features).map((row) =>
    range(units).map(
      (unit) =>
        sum(range(features).map((i) => x[row * features + i]! * kernel[i * units + unit]!)) +
        (bias?.[unit] ?? 0),
    ),
  );
}

function randomNetwork(architecture: Architecture): Network {
  return Network.restore(architecture, TASK, (name, { shape }) => {
    const values = noise(
      shape.reduce((a, b) => a * b, 1),
      name,
    );
    return name.endsWith('Variance') ? values.map((v) => v * v + 0.5) : values.map((v) => 0.5 * v);
  });
}

function noise(count: number, label: string): Float32Array {
  const rng = createRng(4).fork(label);
  return Float32Array.from({ length: count }, () => rng.normal());
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
