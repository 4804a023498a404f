import fc from 'fast-check';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset, Examples } from '../../src/core/estimator/dataset';
import { taskSchema } from '../../src/core/experiment/task';
import { loadDataset } from '../../src/dataset/load';
import { packDataset, unpackDataset } from '../../src/dataset/packed-dataset';
import { sentenceOf } from '../support/error-of';
import { folderWith } from '../support/folder';

describe('a packed data set', () => {
  it('comes back bit for bit, with its names and its scaling', async () => {
    const task = taskSchema.parse({ kind: 'image-classification', dataset: 'digits' });
    const digits = await loadDataset(task, '/', 7);
    expect(unpackDataset(packDataset(digits, fileIn(folderWith({}))))).toEqual(digits);
  });

  it('comes back whatever its values, sizes and names are', () => {
    const folder = folderWith({});
    fc.assert(
      fc.property(datasets(), (dataset) => {
        expect(unpackDataset(packDataset(dataset, fileIn(folder)))).toEqual(dataset);
      }),
      { numRuns: 50 },
    );
  });

  it('is views of one buffer, each at a multiple of 64 bytes', () => {
    const { train, validation, test } = unpackDataset(packDataset(SMALL, fileIn(folderWith({}))));
    const views = [train, validation, test].flatMap(({ x, y }) => [x, y]);
    expect(new Set(views.map(({ buffer }) => buffer)).size).toBe(1);
    expect(views.map(({ byteOffset }) => byteOffset % 64)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('leaves nothing but the file', () => {
    const folder = folderWith({});
    packDataset(SMALL, fileIn(folder));
    expect(readdirSync(folder)).toEqual(['data.bin']);
  });

  it.each([
    {
      how: 'is missing',
      damage: (bytes: Buffer) => bytes,
      elsewhere: 'gone.bin',
      problem: /^the prepared data cannot be read: ENOENT/,
    },
    {
      how: 'was cut off',
      damage: (bytes: Buffer) => bytes.subarray(0, bytes.length - 4),
      problem: /^expected \d+ bytes of prepared data, but got \d+$/,
    },
    {
      how: 'is another file',
      damage: (bytes: Buffer) => Buffer.alloc(bytes.length, 'PNG'),
      problem: /^expected prepared data of version NASDATA1, but got another file$/,
    },
    {
      how: 'has one bit changed',
      damage: (bytes: Buffer) => {
        bytes[bytes.length - 1]! ^= 1;
        return bytes;
      },
      problem: /^the prepared data was changed after it was written: start the run again/,
    },
  ])('that $how is refused by the name of its file', ({ damage, elsewhere, problem }) => {
    const file = fileIn(folderWith({}));
    const packed = packDataset(SMALL, file);
    writeFileSync(file, damage(readFileSync(file)));
    const place = elsewhere === undefined ? file : path.join(path.dirname(file), elsewhere);
    const sentence = sentenceOf(() => unpackDataset({ ...packed, path: place }));
    expect(sentence.startsWith(`${place}: `)).toBe(true);
    expect(sentence.slice(place.length + 2)).toMatch(problem);
  });

  it('that cannot be written is refused by the name of its file', () => {
    const file = path.join(folderWith({}), 'no-folder/data.bin');
    expect(sentenceOf(() => packDataset(SMALL, file))).toContain(
      `${file}: the prepared data cannot be written: ENOENT`,
    );
  });
});

const SMALL: Dataset = {
  name: 'three',
  inputShape: [3],
  target: { kind: 'values', names: ['y'] },
  train: { count: 1, x: Float32Array.of(1, 2, 3), y: Float32Array.of(4) },
  validation: { count: 1, x: Float32Array.of(5, 6, 7), y: Float32Array.of(8) },
  test: { count: 0, x: new Float32Array(0), y: new Float32Array(0) },
};

function fileIn(folder: string): string {
  return path.join(folder, 'data.bin');
}

function datasets(): fc.Arbitrary<Dataset> {
  const examples: fc.Arbitrary<Examples> = fc.record({
    count: fc.nat(9),
    x: fc.float32Array({ maxLength: 70 }),
    y: fc.float32Array({ maxLength: 20 }),
  });
  return fc.record({
    name: fc.string({ unit: 'grapheme' }),
    inputShape: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 }),
    target: fc.record({
      kind: fc.constantFrom('classes' as const, 'values' as const),
      names: fc.array(fc.string({ unit: 'grapheme' })),
    }),
    train: examples,
    validation: examples,
    test: examples,
  });
}
