import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import type { Dataset, Examples } from '../../src/core/estimator/dataset';
import { trainingOptions } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import { createSpace, SPACES } from '../../src/core/space/catalog';
import { loadModel, saveModel } from '../../src/tensor/saved-model';
import { trainCandidate } from '../../src/tensor/trainer';
import type { SearchSpace, SpaceContext } from '../../src/core/space/space';
import { customWithEverything, tinyTransformer } from '../support/spaces';
import { asInput } from './architectures';
import { start } from './backends';

const SEED = 11;
const SAMPLES = 8;
const folder = mkdtempSync(path.join(tmpdir(), 'spaces-'));

const IMAGES: SpaceContext = { inputShape: [7, 6, 2], outputUnits: 3 };
const MEMBERS: readonly SearchSpace[] = [
  createSpace({ kind: 'nas-bench-201', ...{ stemChannels: 4, cellsPerStage: 1 } }, IMAGES),
  createSpace(
    { kind: 'nas-bench-macro', ...{ stemChannels: 2, layersPerStage: [2, 1], headChannels: 4 } },
    IMAGES,
  ),
  createSpace({ kind: 'chain-cnn', ...{ norms: ['batch', 'layer', 'none'] } }, IMAGES),
  createSpace({ kind: 'mlp' }, { inputShape: [9], outputUnits: 3 }),
  createSpace({ kind: 'cppn' }, IMAGES),
  customWithEverything(),
  tinyTransformer(),
];

beforeAll(() => start('wasm'));
afterAll(() => rmSync(folder, { recursive: true }));

it('looks at every kind of space that has networks', () => {
  const kinds = Object.keys(SPACES).filter((kind) => kind !== 'table');
  expect([...new Set(MEMBERS.map(({ kind }) => kind))]).toEqual(kinds);
});

describe.each(MEMBERS)(`sampled members of $kind, seed ${SEED}`, (space) => {
  const rng = createRng(SEED);

  it.each(Array.from({ length: SAMPLES }, (_, i) => i))(
    'train, are saved and predict the same when read again: sample %i',
    async (sample) => {
      const before = tf.memory().numTensors;
      const genotype = space.sample(rng.fork(`${sample}`));
      const architecture = space.build(genotype);
      const initialWeights = space.initialWeights?.(genotype);
      const dataset = noise(architecture);
      const { metrics, network } = await trainCandidate({
        architecture,
        ...(initialWeights && { initialWeights }),
        dataset,
        spec: trainingOptions.parse({ kind: 'training', epochs: 1, batchSize: 8, learningRate: 0.001 }),
        seed: sample,
        onEpoch: () => undefined,
        signal: new AbortController().signal,
      });
      await saveModel(network, folder);
      const read = await loadModel(folder);
      const { x, count } = dataset.validation;
      const predicted = [network.predict(x, count), read.predict(x, count)];
      network.dispose();
      read.dispose();
      expect(Object.values(metrics).every((value) => Number.isFinite(value))).toBe(true);
      expect(predicted[1]).toEqual(predicted[0]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

/** Examples without meaning, of the shapes that the network takes and gives. */
function noise(architecture: Architecture): Dataset {
  const { shapes } = architecture;
  const inputShape = shapes[0]!;
  const classes = shapes.at(-1)![0]!;
  const rng = createRng(SEED).fork('data');
  const size = inputShape.reduce((a, b) => a * b, 1);
  const part = (count: number): Examples => ({
    count,
    x: asInput(
      architecture,
      Float32Array.from({ length: count * size }, () => rng.normal()),
    ),
    y: Float32Array.from({ length: count }, () => rng.below(classes)),
  });
  return {
    name: 'noise',
    inputShape,
    target: { kind: 'classes', names: Array.from({ length: classes }, (_, i) => `${i}`) },
    train: part(20),
    validation: part(10),
    test: part(10),
  };
}
