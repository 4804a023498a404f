import { InputError, expected } from '../core/base/errors';
import type { Target } from '../core/estimator/dataset';
import { classNames } from './class-names';
import { readIdx } from './idx';
import type { IdxArray } from './idx';
import type { RawData, RawExamples } from './raw-data';
import type { SourceFile } from './read-bytes';

export interface IdxFiles {
  readonly images: SourceFile;
  readonly labels: SourceFile;
  readonly testImages?: SourceFile;
  readonly testLabels?: SourceFile;
}

interface Part {
  readonly images: IdxArray;
  readonly labels: IdxArray;
}

/** Images `[n, height, width]` or `[n, height, width, channels]`, or vectors `[n, features]`, with one label each. */
export async function readIdxDataset(name: string, files: IdxFiles, regression: boolean): Promise<RawData> {
  const train = await readPart(files.images, files.labels);
  const test = await readTestPart(files);
  if (test !== undefined && files.testImages !== undefined)
    mustMatch(files.testImages, train.images, test.images);

  const target: Target = regression
    ? { kind: 'values', names: ['value'] }
    : { kind: 'classes', names: classNames(labelsOf([train, ...(test === undefined ? [] : [test])])) };
  const divisor = train.images.bytes ? 255 : 1;
  const examples = (part: Part): RawExamples => ({
    count: part.images.sizes[0]!,
    x: divided(part.images.values, divisor),
    y: target.kind === 'values' ? part.labels.values : positions(part.labels.values, target.names),
  });
  return {
    name,
    inputShape: inputShapeOf(train.images.sizes),
    target,
    divisor,
    examples: examples(train),
    ...(test === undefined ? {} : { test: examples(test) }),
  };
}

async function readPart(imagesFile: SourceFile, labelsFile: SourceFile): Promise<Part> {
  const images = await readIdx(imagesFile);
  const labels = await readIdx(labelsFile);
  if (images.sizes.length < 2) {
    throw expected(`${imagesFile.label}, byte 3`, '2 to 4 dimensions', images.sizes.length);
  }
  if (labels.sizes.length !== 1) {
    throw expected(
      `${labelsFile.label}, byte 3`,
      '1 dimension (one label for each image)',
      labels.sizes.length,
    );
  }
  if (labels.sizes[0] !== images.sizes[0]) {
    throw new InputError(
      `${labelsFile.label}, byte 4`,
      `expected ${images.sizes[0]} labels, as many as ${imagesFile.label} has images, but got ${labels.sizes[0]}`,
    );
  }
  return { images, labels };
}

async function readTestPart({ testImages, testLabels }: IdxFiles): Promise<Part | undefined> {
  if (testImages === undefined && testLabels === undefined) return undefined;
  if (testImages === undefined)
    throw new InputError('task.dataset.testImages', 'expected a file beside testLabels');
  if (testLabels === undefined)
    throw new InputError('task.dataset.testLabels', 'expected a file beside testImages');
  return readPart(testImages, testLabels);
}

function mustMatch(file: SourceFile, train: IdxArray, test: IdxArray): void {
  const wanted = inputShapeOf(train.sizes).join(' x ');
  const got = inputShapeOf(test.sizes).join(' x ');
  if (wanted !== got)
    throw expected(`${file.label}, byte 4`, `examples of ${wanted} as in the training file`, got);
  if (train.bytes !== test.bytes) {
    throw new InputError(`${file.label}, byte 2`, 'expected the same type of values as in the training file');
  }
}

function inputShapeOf(sizes: readonly number[]): readonly number[] {
  const shape = sizes.slice(1);
  return shape.length === 2 ? [...shape, 1] : shape;
}

function labelsOf(parts: readonly Part[]): Set<string> {
  const labels = new Set<number>();
  for (const part of parts) for (const value of part.labels.values) labels.add(value);
  return new Set(Array.from(labels, String));
}

function positions(labels: Float32Array, names: readonly string[]): Float32Array {
  const position = new Map(names.map((name, i) => [Number(name), i]));
  return labels.map((label) => position.get(label)!);
}

function divided(values: Float32Array, divisor: number): Float32Array {
  if (divisor !== 1) for (let i = 0; i < values.length; i++) values[i]! /= divisor;
  return values;
}
