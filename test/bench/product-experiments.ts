import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createRng } from '../../src/core/base/random';
import { benchFile } from '../support/bench-data';
import { idxFile } from '../support/make-data';

const CANDIDATES = 20;
const TRAINING_IMAGES = 1024;
/** The smallest validation and test parts that ten classes allow. */
const OTHER_IMAGES = 10;

/**
 * The file of an experiment: twenty cells of NAS-Bench-201 (8 channels, one cell a stage), drawn by `seed`,
 * each trained for one epoch of 1,024 random images of 16x16x3 in batches of 64.
 * Peers do the same without the validation on ten images and the journal.
 */
export function candidatesExperiment(seed: number, options: object = {}): string {
  const folder = newFolder();
  const rng = createRng(1).fork('images');
  const count = TRAINING_IMAGES + 2 * OTHER_IMAGES;
  const pixels = Array.from({ length: count * 16 * 16 * 3 }, () => rng.below(256));
  const labels = Array.from({ length: count }, (_, i) => i % 10);
  writeFileSync(path.join(folder, 'images.idx'), idxFile(8, [count, 16, 16, 3], pixels));
  writeFileSync(path.join(folder, 'labels.idx'), idxFile(8, [count], labels));
  return written(folder, {
    task: {
      kind: 'image-classification',
      dataset: { format: 'idx', images: 'images.idx', labels: 'labels.idx' },
      validationFraction: OTHER_IMAGES / count,
      testFraction: OTHER_IMAGES / count,
    },
    space: { kind: 'nas-bench-201', stemChannels: 8, cellsPerStage: 1 },
    strategy: { kind: 'random' },
    estimator: {
      kind: 'training',
      epochs: 1,
      batchSize: 64,
      optimizer: 'sgd',
      nesterov: false,
      learningRate: 0.02,
      schedule: 'constant',
      divergenceFactor: null,
      measureLatency: false,
    },
    objectives: [{ metric: 'valLoss', goal: 'minimize' }],
    budget: { trials: CANDIDATES },
    execution: { evaluators: 2 },
    seed,
    ...options,
  });
}

/** Multiply-accumulates of the largest candidate; the mean of the whole space is about 5 million. */
const MNIST_MACS = 1_000_000;

/**
 * The search that a user would write today with Keras or PyTorch and Optuna: one
 * to three convolutions, filters, kernels, pooling and a dense layer are searched, 20 trials of two
 * epochs on 2,000 MNIST digits, batches of 64, Adam, validated on 1,000.
 *
 * What differs from the peers' program: the learning rate is no part of a space
 * here and is fixed, and rises and falls over the steps; the strategy is ours; inputs are standardised and not only
 * divided by 255; which digits are in which part is our split's choice, by class.
 * Candidates above `MNIST_MACS` are no members of our search: a limit that the peers' program has no word for.
 * `undefined` where the digits are absent.
 */
export function mnistExperiment(seed: number, options: object = {}): string | undefined {
  const images = benchFile('train/mnist10k-images-idx3-ubyte.gz');
  const labels = benchFile('train/mnist10k-labels-idx1-ubyte.gz');
  if (images === undefined || labels === undefined) return undefined;
  return written(newFolder(), {
    task: {
      kind: 'image-classification',
      dataset: { format: 'idx', images, labels },
      validationFraction: 0.1,
      testFraction: 0.7,
    },
    space: {
      kind: 'chain-cnn',
      minDepth: 1,
      maxDepth: 3,
      filters: [8, 16, 32],
      kernels: [3, 5],
      operations: ['conv'],
      pooling: ['none', 'max'],
      norms: ['none'],
      activations: ['relu'],
      heads: ['flatten'],
      denseUnits: [0, 32, 64],
      dropouts: [0],
    },
    strategy: { kind: 'regularized-evolution', populationSize: 6, sampleSize: 3, allowRepeats: false },
    estimator: {
      kind: 'training',
      epochs: 2,
      batchSize: 64,
      optimizer: 'adam',
      // With so few steps the largest rate must come after some warming up.
      learningRate: 0.008,
      schedule: 'one-cycle',
      measureLatency: false,
    },
    objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
    constraints: [{ metric: 'macs', max: MNIST_MACS }],
    budget: { trials: 20 },
    execution: { evaluators: 2 },
    seed,
    ...options,
  });
}

/** A thousand tiny trials on the built-in digits, each evaluator kept to the end. */
export function enduranceExperiment(trials: number, capMb: number): string {
  return written(newFolder(), {
    task: { kind: 'image-classification', dataset: 'digits', validationFraction: 0.1, testFraction: 0.7 },
    space: { kind: 'chain-cnn', minDepth: 1, maxDepth: 3, filters: [4, 8, 16], denseUnits: [0, 16] },
    strategy: { kind: 'regularized-evolution', populationSize: 50, sampleSize: 10 },
    estimator: { kind: 'training', epochs: 1, batchSize: 64 },
    objectives: [
      { metric: 'valAccuracy', goal: 'maximize' },
      { metric: 'macs', goal: 'minimize' },
    ],
    budget: { trials },
    execution: { evaluators: 2, trialsPerEvaluator: trials, evaluatorMemoryMb: capMb },
    seed: 1,
  });
}

/** Gone when this process ends. */
function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nas-bench-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function written(folder: string, experiment: object): string {
  const file = path.join(folder, 'bench.nas.json');
  writeFileSync(file, JSON.stringify(experiment, null, 2));
  return file;
}
