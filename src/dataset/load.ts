import path from 'node:path';
import { InputError, expected } from '../core/base/errors';
import type { Dataset, Examples } from '../core/estimator/dataset';
import type { TaskSpec } from '../core/experiment/task';
import type { Shape } from '../core/graph/operation';
import { readCsvDataset } from './csv-dataset';
import { readIdxDataset } from './idx-dataset';
import { listImageFolder, readImageFolder } from './image-folder';
import { defaultMediaFolder } from './media-folder';
import type { RawData, RawExamples } from './raw-data';
import type { SourceFile } from './read-bytes';
import { splitExamples } from './split';
import type { Split } from './split';
import { applyMoments, momentsOf, scalingOf } from './standardize';
import type { Moments } from './standardize';

export interface LoadOptions {
  /** The folder with `data/`, which holds the built-in sets; default: `media` beside the program. */
  readonly mediaFolder?: string;
}

/**
 * Reads, splits and scales the data of a task. Relative paths are relative to `baseFolder`, the folder of the experiment
 * file. The same files and seed give the same data set, bit for bit.
 *
 * 8-bit pixels become [0, 1]. With `task.standardize`, inputs then get mean 0 and deviation 1 over the training examples: per
 * channel for images (also when a `classification` task takes them as vectors), per feature for vectors. Regression
 * values are left as they are.
 *
 * Throws `InputError`, which names the file and the row and column, the byte or the picture.
 */
export async function loadDataset(
  task: TaskSpec,
  baseFolder: string,
  seed: number,
  options: LoadOptions = {},
): Promise<Dataset> {
  const raw = checkTask(task, await readRaw(task, baseFolder, options));
  const split = splitOf(task, raw, seed);
  const size = sizeOf(raw.inputShape);
  const parts = {
    train: take(raw.examples, split.train, size),
    validation: take(raw.examples, split.validation, size),
    test: raw.test ?? take(raw.examples, split.test, size),
  };
  const lastAxis = raw.inputShape[raw.inputShape.length - 1]!;
  const moments: Moments = task.standardize
    ? momentsOf(parts.train.x, lastAxis)
    : { mean: Array(lastAxis).fill(0), deviation: Array(lastAxis).fill(1) };
  if (task.standardize) for (const part of Object.values(parts)) applyMoments(part.x, moments);
  const inputShape = task.kind === 'classification' ? [size] : raw.inputShape;
  return {
    name: raw.name,
    inputShape,
    target: raw.target,
    ...parts,
    scaling: scalingOf(raw.divisor, moments, inputShape),
  };
}

/** What a space must know about a data set, before anything is trained. */
export interface DatasetSummary {
  readonly name: string;
  readonly inputShape: Shape;
  /** Classes, or 1 for a regression. */
  readonly outputUnits: number;
  /** Over all parts. */
  readonly examples: number;
}

/** What `inspectDataset` says, of data that have been read already. */
export function summaryOf({ name, inputShape, target, train, validation, test }: Dataset): DatasetSummary {
  return {
    name,
    inputShape,
    outputUnits: target.kind === 'classes' ? target.names.length : 1,
    examples: train.count + validation.count + test.count,
  };
}

/** The same checks as `loadDataset` and about the same cost, except that the pictures of a folder are not opened. */
export async function inspectDataset(
  task: TaskSpec,
  baseFolder: string,
  options: LoadOptions = {},
): Promise<DatasetSummary> {
  const { dataset } = task;
  if (typeof dataset === 'object' && dataset.format === 'image-folder') {
    refuseRegression(task, dataset.path);
    const classes = await listImageFolder(sourceFile(baseFolder, dataset.path));
    const [height, width] = dataset.size;
    const shape = [height, width, dataset.channels];
    return {
      name: nameOf(dataset.path),
      inputShape: task.kind === 'classification' ? [sizeOf(shape)] : shape,
      outputUnits: classes.length,
      examples: classes.reduce((sum, { pictures }) => sum + pictures.length, 0),
    };
  }
  const raw = checkTask(task, await readRaw(task, baseFolder, options));
  return {
    name: raw.name,
    inputShape: task.kind === 'classification' ? [sizeOf(raw.inputShape)] : raw.inputShape,
    outputUnits: raw.target.kind === 'classes' ? raw.target.names.length : 1,
    examples: raw.examples.count + (raw.test?.count ?? 0),
  };
}

function readRaw(task: TaskSpec, baseFolder: string, options: LoadOptions): Promise<RawData> {
  const { dataset } = task;
  const regression = task.kind === 'regression';
  if (typeof dataset === 'string') {
    refuseRegression(task, dataset);
    return readBuiltIn(dataset, options.mediaFolder ?? defaultMediaFolder());
  }
  const file = (label: string): SourceFile => sourceFile(baseFolder, label);
  switch (dataset.format) {
    case 'idx': {
      const { images, labels, testImages, testLabels } = dataset;
      const test = {
        ...(testImages === undefined ? {} : { testImages: file(testImages) }),
        ...(testLabels === undefined ? {} : { testLabels: file(testLabels) }),
      };
      return readIdxDataset(
        nameOf(images),
        { images: file(images), labels: file(labels), ...test },
        regression,
      );
    }
    case 'csv':
      return readCsvDataset(nameOf(dataset.path), file(dataset.path), dataset, regression);
    case 'image-folder':
      refuseRegression(task, dataset.path);
      return readImageFolder(nameOf(dataset.path), file(dataset.path), dataset);
  }
}

function readBuiltIn(name: string, mediaFolder: string): Promise<RawData> {
  const file = (part: string): SourceFile =>
    sourceFile(path.join(mediaFolder, 'data'), `${name}-${part}.idx.gz`);
  return readIdxDataset(name, { images: file('images'), labels: file('labels') }, false);
}

function sourceFile(folder: string, label: string): SourceFile {
  return { label, path: path.resolve(folder, label) };
}

function nameOf(file: string): string {
  return path
    .basename(file)
    .replace(/\.gz$/i, '')
    .replace(/\.[a-z]+$/i, '');
}

function refuseRegression(task: TaskSpec, dataset: string): void {
  if (task.kind === 'regression') {
    throw new InputError('task.dataset', `expected data with numbers to predict, but ${dataset} has classes`);
  }
}

function checkTask(task: TaskSpec, raw: RawData): RawData {
  if (task.kind === 'image-classification' && raw.inputShape.length !== 3) {
    throw new InputError(
      'task.kind',
      `expected images, but the examples of ${raw.name} are vectors of ${raw.inputShape.join(' x ')}: give imageShape, or use "classification"`,
    );
  }
  if (raw.target.kind === 'classes' && raw.target.names.length < 2) {
    throw expected('task.dataset', 'at least 2 classes', raw.target.names.length);
  }
  return raw;
}

function splitOf(task: TaskSpec, raw: RawData, seed: number): Split {
  const testFraction = raw.test === undefined ? task.testFraction : 0;
  if (task.validationFraction + testFraction >= 1) {
    throw expected(
      'task.validationFraction',
      'less than 1 together with testFraction, so that examples are left to train on',
      task.validationFraction + testFraction,
    );
  }
  const split = splitExamples({
    strata: raw.target.kind === 'classes' ? raw.examples.y : new Uint8Array(raw.examples.count),
    validationFraction: task.validationFraction,
    testFraction,
    seed,
  });
  for (const part of ['train', 'validation', 'test'] as const) {
    if (split[part].length === 0 && !(part === 'test' && raw.test !== undefined)) {
      throw new InputError(
        'task.dataset',
        `expected enough examples for a training, a validation and a test part, but got ${raw.examples.count}`,
      );
    }
  }
  return split;
}

function take(examples: RawExamples, positions: readonly number[], size: number): Examples {
  const x = new Float32Array(positions.length * size);
  const y = new Float32Array(positions.length);
  positions.forEach((from, to) => {
    x.set(examples.x.subarray(from * size, (from + 1) * size), to * size);
    y[to] = examples.y[from]!;
  });
  return { count: positions.length, x, y };
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}
