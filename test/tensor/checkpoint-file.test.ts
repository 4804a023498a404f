import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import type { Checkpoint } from '../../src/tensor/checkpoint';
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from '../../src/tensor/checkpoint-file';
import { inputErrorOf } from '../support/error-of';

const folder = mkdtempSync(path.join(tmpdir(), 'checkpoints-'));
const file = path.join(folder, 'inner', '7.checkpoint');
afterAll(() => {
  rmSync(folder, { recursive: true });
});
beforeEach(() => removeCheckpoint(file));

const CHECKPOINT: Checkpoint = {
  belongsTo: 'größer', // more bytes than characters
  epoch: 3,
  batch: 5,
  sums: { loss: 12.5, reported: 12.25, examples: 160 },
  firstLoss: 2.5,
  trainMs: 1234.5,
  curve: [
    { trainLoss: 2, valLoss: 1.5 },
    { trainLoss: 1, valLoss: 1.25 },
  ],
  fit: { kind: 'classes', loss: 1.25, accuracy: 0.5, f1: 0.4, auc: 0.7 },
  best: {
    epoch: 2,
    fit: { kind: 'classes', loss: 1.25, accuracy: 0.5, top5Accuracy: 1, f1: 0.4, auc: 0.7 },
    weights: [Float32Array.of(1, 2, 3), Float32Array.of(4)],
  },
  weights: [Float32Array.of(-1, 0.1, 3), Float32Array.of(NaN)],
  learner: { steps: 21, moments: [Float32Array.of(1e-38, 1e38, 0), new Float32Array(0)] },
};

describe('a checkpoint', () => {
  it.each<[string, Checkpoint]>([
    ['in the middle', CHECKPOINT],
    ['of the beginning', { ...CHECKPOINT, epoch: 1, curve: [], fit: null, best: null }],
    ['of a regression', { ...CHECKPOINT, fit: { kind: 'values', loss: 4, rmse: 2, mae: 1, r2: -0.5 } }],
  ])('%s comes back as it was', async (_, checkpoint) => {
    await writeCheckpoint(file, checkpoint);
    expect(await readCheckpoint(file)).toEqual(checkpoint);
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  it('of any numbers comes back to the bit', async () => {
    const floats = fc.float32Array({ maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(floats), fc.array(floats), fc.double(), async (weights, moments, x) => {
        const firstLoss = Number.isFinite(x) ? x : 0;
        await writeCheckpoint(file, { ...CHECKPOINT, firstLoss, weights, learner: { steps: 1, moments } });
        const read = await readCheckpoint(file);
        expect(bitsOf(read!.weights)).toEqual(bitsOf(weights));
        expect(bitsOf(read!.learner.moments)).toEqual(bitsOf(moments));
        // JSON has no -0.
        expect(read!.firstLoss).toBe(firstLoss + 0);
      }),
      { numRuns: 30 },
    );
  });

  it('may be views of shared memory', async () => {
    const shared = new Float32Array(new SharedArrayBuffer(16)).fill(3);
    await writeCheckpoint(file, { ...CHECKPOINT, weights: [shared.subarray(1, 3)] });
    expect((await readCheckpoint(file))!.weights).toEqual([Float32Array.of(3, 3)]);
  });

  it('replaces the one before', async () => {
    await writeCheckpoint(file, CHECKPOINT);
    await writeCheckpoint(file, { ...CHECKPOINT, epoch: 4 });
    expect((await readCheckpoint(file))!.epoch).toBe(4);
  });

  it('is not there before it is written, nor after it is removed', async () => {
    expect(await readCheckpoint(file)).toBeUndefined();
    await writeCheckpoint(file, CHECKPOINT);
    writeFileSync(`${file}.partial`, 'torn');
    await removeCheckpoint(file);
    expect(await readCheckpoint(file)).toBeUndefined();
    expect(existsSync(`${file}.partial`)).toBe(false);
  });
});

describe('a file that is no whole checkpoint is refused by name', () => {
  it.each<[string, (whole: Buffer) => Buffer, RegExp]>([
    ['empty', () => Buffer.alloc(0), /: expected a checkpoint of this version, which begins with NASCHKP1$/],
    ['of another kind', () => Buffer.from('{"a": 1, "b": 22}'), /expected a checkpoint of this version/],
    ['short by one byte', (whole) => whole.subarray(0, -1), /: expected \d+ bytes, but got \d+$/],
    ['long by one byte', (whole) => Buffer.concat([whole, Buffer.alloc(1)]), /: expected \d+ bytes, but got/],
    ['cut in the text', (whole) => whole.subarray(0, 40), /: the checkpoint could not be read: /],
    [
      'with another text',
      (whole) => replaced(whole, '"epoch":3', '"epoch":"'),
      /the checkpoint could not be/,
    ],
    ['with a wrong field', (whole) => replaced(whole, '"batch":5', '"batch":-'), /could not be read/],
    ['with a negative epoch', (whole) => replaced(whole, '"epoch":3,', '"epoch":.5'), /could not be read/],
    ['with a missing field', (whole) => replaced(whole, '"epoch":3', '"epoc_":3'), /: epoch: /],
  ])('%s', async (_, change, message) => {
    await writeCheckpoint(file, CHECKPOINT);
    writeFileSync(file, change(readFileSync(file)));
    const sentence = await inputErrorOf(() => readCheckpoint(file));
    expect(sentence.startsWith(`${file}: `)).toBe(true);
    expect(sentence).toMatch(message);
  });
});

function replaced(whole: Buffer, from: string, to: string): Buffer {
  expect(to.length).toBe(from.length);
  return Buffer.from(whole.toString('latin1').replace(from, to), 'latin1');
}

/** NaNs of every kind are told apart. */
function bitsOf(values: readonly Float32Array[]): number[][] {
  return values.map((array) => [...new Uint32Array(array.buffer, array.byteOffset, array.length)]);
}
