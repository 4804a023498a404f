import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { taskSchema } from '../../src/core/experiment/task';
import type { TaskSpec } from '../../src/core/experiment/task';
import { inspectDataset, loadDataset } from '../../src/dataset/load';
import { benchFile } from '../support/bench-data';
import { inputErrorOf } from '../support/error-of';
import { folderWith } from '../support/folder';
import { idxFile, pngFile } from '../support/make-data';

const task = (value: unknown): TaskSpec => taskSchema.parse(value);
const digits = (changes = {}): TaskSpec =>
  task({ kind: 'image-classification', dataset: 'digits', ...changes });

describe('loadDataset', () => {
  it('splits the built-in digits by class', async () => {
    const data = await loadDataset(digits(), '/', 7);
    expect(data.inputShape).toEqual([8, 8, 1]);
    expect(data.target).toEqual({
      kind: 'classes',
      names: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    });
    expect([data.train.count, data.validation.count, data.test.count]).toEqual([1079, 359, 359]);
    for (const part of [data.train, data.validation, data.test]) {
      const counts = Array.from({ length: 10 }, (_, digit) => part.y.filter((y) => y === digit).length);
      for (const count of counts) expect(count / part.count).toBeCloseTo(0.1, 1);
      expect(part.x.length).toBe(part.count * 64);
    }
  });

  it('keeps digit pixels as sixteenths when they are not standardized', async () => {
    const data = await loadDataset(digits({ standardize: false }), '/', 7);
    expect(data.scaling).toEqual({ divisor: 255, mean: [0], deviation: [1] });
    const levels = new Set(Array.from(data.train.x, (value) => Math.round(value * 16)));
    expect([...levels].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, i) => i));
  });

  it('gives the training inputs mean 0 and deviation 1 and says how', async () => {
    const plain = await loadDataset(digits({ standardize: false }), '/', 7);
    const scaled = await loadDataset(digits(), '/', 7);
    const mean = scaled.train.x.reduce((sum, value) => sum + value, 0) / scaled.train.x.length;
    const square = scaled.train.x.reduce((sum, value) => sum + value ** 2, 0) / scaled.train.x.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(square).toBeCloseTo(1, 5);
    const { mean: means, deviation: deviations } = scaled.scaling!;
    expect(scaled.test.x[20]).toBeCloseTo((plain.test.x[20]! - means[0]!) / deviations[0]!, 5);
  });

  it('is the same for the same seed and another for another', async () => {
    const seven = await loadDataset(digits(), '/', 7);
    expect(await loadDataset(digits(), '/', 7)).toEqual(seven);
    expect((await loadDataset(digits(), '/', 8)).test).not.toEqual(seven.test);
  });

  it('flattens images for a task on vectors, scaled like the image', async () => {
    const image = await loadDataset(digits(), '/', 7);
    const vector = await loadDataset(digits({ kind: 'classification' }), '/', 7);
    expect(vector.inputShape).toEqual([64]);
    expect(vector.train).toEqual(image.train);
    expect(vector.scaling?.mean).toEqual(Array(64).fill(image.scaling?.mean[0]));
  });

  it('honours test files of their own', async () => {
    const images = (n: number) =>
      gzipSync(
        idxFile(
          8,
          [n, 1, 2],
          Array.from({ length: 2 * n }, (_, i) => i),
        ),
      );
    const labels = (n: number) =>
      idxFile(
        8,
        [n],
        Array.from({ length: n }, (_, i) => 3 + (i % 2)),
      );
    const folder = folderWith({ 'i.gz': images(10), l: labels(10), 'ti.gz': images(4), tl: labels(4) });
    const dataset = { format: 'idx', images: 'i.gz', labels: 'l', testImages: 'ti.gz', testLabels: 'tl' };
    const own = task({ kind: 'image-classification', dataset, standardize: false });
    const data = await loadDataset(own, folder, 1);
    expect([data.train.count, data.validation.count]).toEqual([8, 2]);
    expect(data.target.names).toEqual(['3', '4']);
    expect(data.test).toEqual({
      count: 4,
      x: Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7], (value) => Math.fround(value / 255)),
      y: Float32Array.of(0, 1, 0, 1),
    });
    expect((await inspectDataset(own, folder)).examples).toBe(14);
  });

  const mnist = ['images-idx3', 'labels-idx1'].map((part) => benchFile(`train/mnist10k-${part}-ubyte.gz`));
  it.skipIf(mnist.includes(undefined))('reads MNIST as it is distributed', async () => {
    const [images, labels] = mnist;
    const data = await loadDataset(
      task({ kind: 'image-classification', dataset: { format: 'idx', images, labels } }),
      '/',
      1,
    );
    expect(data.inputShape).toEqual([28, 28, 1]);
    expect([data.train.count, data.validation.count, data.test.count]).toEqual([6000, 2000, 2000]);
    // The published mean and deviation of MNIST's pixels, which the first 10,000 share to two digits.
    expect(data.scaling?.mean[0]).toBeCloseTo(0.1307, 2);
    expect(data.scaling?.deviation[0]).toBeCloseTo(0.3081, 2);
  });

  it('leaves regression values as they are', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => `${i},${100 * i}`).join('\n');
    const folder = folderWith({ 'a.csv': `x,y\n${rows}\n` });
    const data = await loadDataset(
      task({ kind: 'regression', dataset: { format: 'csv', path: 'a.csv', label: 'y' } }),
      folder,
      1,
    );
    const all = [data.train, data.validation, data.test].flatMap((part) => [...part.y]);
    expect(all.sort((a, b) => a - b)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  it.each<[string, unknown, string]>([
    [
      'vectors for an image task',
      { kind: 'image-classification', dataset: { format: 'csv', path: 'a.csv', label: 'y' } },
      'task.kind: expected images, but the examples of a are vectors of 1: give imageShape, or use "classification"',
    ],
    [
      'a regression on classes',
      { kind: 'regression', dataset: 'digits' },
      'task.dataset: expected data with numbers to predict, but digits has classes',
    ],
    [
      'one class',
      { kind: 'classification', dataset: { format: 'csv', path: 'a.csv', label: 'y' } },
      'task.dataset: expected at least 2 classes, but got 1',
    ],
    [
      'too few examples',
      { kind: 'regression', dataset: { format: 'csv', path: 'a.csv', label: 'y' } },
      'task.dataset: expected enough examples for a training, a validation and a test part, but got 1',
    ],
    [
      'no share left to train on',
      { kind: 'image-classification', dataset: 'digits', validationFraction: 0.5, testFraction: 0.5 },
      'task.validationFraction: expected less than 1 together with testFraction, so that examples are left to train on, but got 1',
    ],
    [
      'a file that is not there',
      { kind: 'regression', dataset: { format: 'csv', path: 'sub/b.csv', label: 'y' } },
      'sub/b.csv: expected a file, but there is none',
    ],
    [
      'a folder instead of a file',
      { kind: 'regression', dataset: { format: 'csv', path: '.', label: 'y' } },
      '.: expected a file, but got a folder or a device',
    ],
  ])('refuses %s', async (_, value, message) => {
    const spec = task(value);
    const rows = spec.kind === 'image-classification' ? '1,2\n2,3\n' : '1,2\n';
    const folder = folderWith({ 'a.csv': `x,y\n${rows}` });
    expect(await inputErrorOf(() => loadDataset(spec, folder, 1))).toBe(message);
  });
});

describe('inspectDataset', () => {
  it('knows the shape, classes and number of examples of the digits', async () => {
    expect(await inspectDataset(digits(), '/')).toEqual({
      name: 'digits',
      inputShape: [8, 8, 1],
      outputUnits: 10,
      examples: 1797,
    });
  });

  it('does not open the pictures of a folder', async () => {
    const folder = folderWith({ 'p/a/1.png': 'not a picture', 'p/b/1.png': pngFile(1, 1, [0, 0, 0, 0]) });
    const dataset = { format: 'image-folder', path: 'p', size: [4, 5] };
    expect(await inspectDataset(task({ kind: 'image-classification', dataset }), folder)).toEqual({
      name: 'p',
      inputShape: [4, 5, 3],
      outputUnits: 2,
      examples: 2,
    });
  });
});
