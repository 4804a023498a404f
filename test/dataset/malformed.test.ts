import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/base/errors';
import { createRng } from '../../src/core/base/random';
import type { Rng } from '../../src/core/base/random';
import { taskSchema } from '../../src/core/experiment/task';
import { loadDataset } from '../../src/dataset/load';
import { folderWith } from '../support/folder';
import { idxFile, jpegFile, pngFile } from '../support/make-data';

type Files = Record<string, string | Uint8Array>;

interface Sample {
  readonly files: Files;
  readonly task: unknown;
  readonly place: RegExp;
}

const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i % 7);
const csvRows = Array.from({ length: 12 }, (_, i) => `${i},${i * 2},${i % 2 === 0 ? 'a' : 'b'}`).join('\n');
const images = idxFile(8, [12, 2, 2], numbers(48));
const labels = idxFile(8, [12], numbers(12));

const SAMPLES: readonly Sample[] = [
  {
    files: { 'x.csv': `u,v,kind\n${csvRows}\n` },
    task: { kind: 'classification', dataset: { format: 'csv', path: 'x.csv', label: 'kind' } },
    place: /^(x\.csv(, row \d+(, column \d+ .*)?)?|task\.dataset(\.label)?): /,
  },
  {
    files: { 'x.csv.gz': gzipSync(`u,v,kind\n${csvRows}\n`) },
    task: { kind: 'classification', dataset: { format: 'csv', path: 'x.csv.gz', label: 'kind' } },
    place: /^(x\.csv\.gz(, row \d+(, column \d+ .*)?)?|task\.dataset(\.label)?): /,
  },
  {
    files: { images, labels },
    task: { kind: 'image-classification', dataset: { format: 'idx', images: 'images', labels: 'labels' } },
    place: /^((images|labels)(, byte \d+)?|task\.(dataset|kind)): /,
  },
  {
    files: { 'images.gz': gzipSync(images), 'labels.gz': gzipSync(labels) },
    task: {
      kind: 'image-classification',
      dataset: { format: 'idx', images: 'images.gz', labels: 'labels.gz' },
    },
    place: /^((images|labels)\.gz(, byte \d+)?|task\.(dataset|kind)): /,
  },
  {
    files: {
      'p/a/1.png': pngFile(5, 4, [1, 2, 3, 4]),
      'p/a/2.jpg': jpegFile(16, 16, 90),
      'p/a/3.png': pngFile(3, 3, [9, 9, 9, 9]),
      'p/b/1.jpg': jpegFile(24, 8, 200),
      'p/b/2.png': pngFile(2, 2, [9, 9, 9, 9]),
      'p/b/3.jpg': jpegFile(8, 8, 100),
    },
    task: { kind: 'image-classification', dataset: { format: 'image-folder', path: 'p', size: [4, 4] } },
    place: /^(p(\/[ab](\/\d\.(png|jpg)(, byte \d+)?)?)?|task\.dataset): /,
  },
];

/** Damages one file of a sample in one of the ways files are damaged. */
function damaged(files: Files, rng: Rng): Files {
  const name = rng.pick(Object.keys(files));
  const bytes = Buffer.from(files[name]!);
  const at = rng.below(bytes.length);
  const ways: (() => Buffer)[] = [
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([rng.below(256)]), bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + rng.below(8))]),
    () => Buffer.concat([bytes, bytes.subarray(at)]),
    () => Buffer.from(bytes.map((byte, i) => (i === at ? rng.below(256) : byte))),
    () => Buffer.from(bytes.map((byte, i) => (i >= at && i < at + 4 ? 0xff : byte))),
    () => Buffer.from(bytes.map(() => rng.below(256))),
    () => Buffer.alloc(0),
  ];
  return { ...files, [name]: rng.pick(ways)() };
}

describe('malformed data', () => {
  it('gets a message with its place, 100 times out of 100', async () => {
    const messages: string[] = [];
    for (let attempt = 0; messages.length < 100; attempt++) {
      const rng = createRng(attempt);
      const sample = SAMPLES[attempt % SAMPLES.length]!;
      const folder = folderWith(damaged(sample.files, rng));
      try {
        // Some damage gives other valid data, such as one digit for another.
        await loadDataset(taskSchema.parse(sample.task), folder, 1);
      } catch (error) {
        if (!(error instanceof InputError)) throw new Error(`damage ${attempt}`, { cause: error });
        expect(error.message, `damage ${attempt}`).toMatch(sample.place);
        expect(error.message, `damage ${attempt}`).not.toMatch(/\n|undefined|NaN|\bat .*:\d+/);
        messages.push(error.message);
      }
    }
    expect(new Set(messages).size).toBeGreaterThan(30);
  });

  it('does not unpack more than the header of a packed file claims', async () => {
    const bomb = gzipSync(Buffer.concat([idxFile(8, [2, 1, 1], [1, 2]), Buffer.alloc(2 ** 26)]));
    const folder = folderWith({ 'i.gz': bomb, l: labels });
    const dataset = { format: 'idx', images: 'i.gz', labels: 'l' };
    const before = process.memoryUsage().arrayBuffers;
    await expect(
      loadDataset(taskSchema.parse({ kind: 'image-classification', dataset }), folder, 1),
    ).rejects.toThrow('i.gz, byte 18: expected the end of the file, but got more bytes');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 25);
  });

  it('gives up a row that does not end', async () => {
    const folder = folderWith({ 'x.csv.gz': gzipSync(`u,kind\n1,a\n"${'x'.repeat(2 ** 23)}`) });
    const dataset = { format: 'csv', path: 'x.csv.gz', label: 'kind' };
    await expect(
      loadDataset(taskSchema.parse({ kind: 'classification', dataset }), folder, 1),
    ).rejects.toThrow('x.csv.gz, row 3: expected at most 4194304 characters in a row');
  });

  it('survives any bytes as any format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        for (const sample of SAMPLES) {
          const files = Object.fromEntries(Object.keys(sample.files).map((name) => [name, bytes]));
          const loading = loadDataset(taskSchema.parse(sample.task), folderWith(files), 1);
          await expect(loading).rejects.toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 40 },
    );
  });
});
