import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import * as z from 'zod';

import { InputError, messageOf } from '../core/base/errors';
import type { BestEpoch, Checkpoint } from './checkpoint';
import type { Fit } from './evaluation';

/** First bytes of the file. */
const MAGIC = 'NASCHKP1';
/** After them, how long the text is: a 32-bit number, little-endian as all that follows. */
const HEAD_BYTES = MAGIC.length + 4;

const count = z.number().int().nonnegative();
const lengths = z.array(count);
const metrics = z.record(z.string(), z.number());

const fit: z.ZodType<Fit> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('classes'),
    accuracy: z.number(),
    top5Accuracy: z.number().exactOptional(),
    f1: z.number(),
    auc: z.number(),
    loss: z.number(),
  }),
  z.object({
    kind: z.literal('values'),
    rmse: z.number(),
    mae: z.number(),
    r2: z.number(),
    loss: z.number(),
  }),
]);

/** The text of a checkpoint: all but its arrays, of which it has the lengths. */
const description = z.object({
  belongsTo: z.string(),
  epoch: count,
  batch: count,
  sums: z.object({ loss: z.number(), reported: z.number(), examples: count }),
  firstLoss: z.number(),
  trainMs: z.number(),
  curve: z.array(metrics),
  fit: fit.nullable(),
  best: z.object({ epoch: count, fit }).nullable(),
  steps: count,
  /** Of the arrays in the file, one part after the other. */
  lengths: z.object({ weights: lengths, moments: lengths, best: lengths }),
});

/**
 * Writes a checkpoint so that the file is the old one or the new one, whatever
 * ends this process: into a file beside it, synced, then renamed. Makes the folder.
 *
 * A file is `NASCHKP1`, the length of a JSON text (32 bits), the text, and 32-bit
 * floats: weights, moments of the optimiser, weights of the best epoch.
 */
export async function writeCheckpoint(file: string, checkpoint: Checkpoint): Promise<void> {
  const folder = path.dirname(file);
  const draft = `${file}.partial`;
  await mkdir(folder, { recursive: true });
  await writeSynced(draft, Buffer.concat(partsOf(checkpoint)));
  await rename(draft, file);
  await syncFolder(folder);
}

/**
 * Reads what `writeCheckpoint` wrote; `undefined` when there is no such file.
 * Rejects with `InputError` naming the file when it is none or is not whole.
 */
export async function readCheckpoint(file: string): Promise<Checkpoint | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new InputError(file, `the checkpoint could not be read: ${messageOf(error)}`);
  }
  return parse(bytes, file);
}

/** Removes a checkpoint, and what is left of one that was being written; nothing happens when there is none. */
export async function removeCheckpoint(file: string): Promise<void> {
  await rm(file, { force: true });
  await rm(`${file}.partial`, { force: true });
}

function partsOf({ weights, learner, best, ...rest }: Checkpoint): Uint8Array[] {
  const bestWeights = best?.weights ?? [];
  const text: z.input<typeof description> = {
    ...rest,
    curve: [...rest.curve],
    best: best && { epoch: best.epoch, fit: best.fit },
    steps: learner.steps,
    lengths: {
      weights: weights.map(({ length }) => length),
      moments: learner.moments.map(({ length }) => length),
      best: bestWeights.map(({ length }) => length),
    },
  };
  const json = Buffer.from(JSON.stringify(text));
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(json.length, MAGIC.length);
  const arrays = [...weights, ...learner.moments, ...bestWeights];
  return [
    head,
    json,
    ...arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  ];
}

function parse(bytes: Buffer, file: string): Checkpoint {
  if (bytes.length < HEAD_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new InputError(file, `expected a checkpoint of this version, which begins with ${MAGIC}`);
  }
  const end = HEAD_BYTES + bytes.readUInt32LE(MAGIC.length);
  const { steps, lengths: sizes, best, ...rest } = parseText(bytes.subarray(HEAD_BYTES, end), file);
  const floats = [...sizes.weights, ...sizes.moments, ...sizes.best].reduce((sum, size) => sum + size, 0);
  if (bytes.length !== end + 4 * floats) {
    throw new InputError(file, `expected ${end + 4 * floats} bytes, but got ${bytes.length}`);
  }
  // A copy, because the numbers need not begin at a multiple of four bytes.
  const values = new Float32Array(new Uint8Array(bytes.subarray(end)).buffer);
  let at = 0;
  const take = (size: number): Float32Array => values.slice(at, (at += size));
  const weights = sizes.weights.map(take);
  const moments = sizes.moments.map(take);
  const bestWeights = sizes.best.map(take);
  const bestEpoch: BestEpoch | null = best && { ...best, weights: bestWeights };
  return { ...rest, weights, learner: { steps, moments }, best: bestEpoch };
}

function parseText(bytes: Buffer, file: string): z.output<typeof description> {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch (error) {
    throw new InputError(file, `the checkpoint could not be read: ${messageOf(error)}`);
  }
  const result = description.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputError(file, `${issue!.path.join('.')}: ${issue!.message}`);
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new name survives a loss of power too; Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
