import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { Bug, InputError, messageOf } from '../core/base/errors';
import type { Dataset, Examples } from '../core/estimator/dataset';

/** The first bytes of a packed data set; the digit is the version of the layout. */
const MAGIC = Buffer.from('NASDATA1');

/** Blocks of numbers begin at multiples of a cache line, which is also what any vector load wants. */
const ALIGNMENT = 64;

/** Most bytes that one system call is asked for. */
const CHUNK = 2 ** 30;

const PARTS = ['train', 'validation', 'test'] as const;

/** Where a packed data set lies, and what tells that it is whole and the one that was meant. */
export interface PackedDataset {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the whole file, in hexadecimal. */
  readonly digest: string;
}

interface Header {
  readonly facts: Omit<Dataset, (typeof PARTS)[number]>;
  readonly parts: Readonly<Record<(typeof PARTS)[number], { count: number; x: number; y: number }>>;
}

/**
 * Writes a data set that is ready to train on to `file`, for processes that
 * read it in one piece and parse nothing: magic, header length (32-bit), header
 * (JSON), then the inputs and labels of each part as 32-bit floats, each block
 * at a multiple of 64 bytes. Numbers are as this machine stores them, so the file is
 * for this machine only. The file appears whole or not at all.
 *
 * Throws `InputError` naming the file when it cannot be written.
 */
export function packDataset(dataset: Dataset, file: string): PackedDataset {
  const { train, validation, test, ...facts } = dataset;
  const parts = { train, validation, test };
  const lengths = mapParts((part) => ({
    count: parts[part].count,
    x: parts[part].x.length,
    y: parts[part].y.length,
  }));
  const header = Buffer.from(JSON.stringify({ facts, parts: lengths } satisfies Header));
  const lengthField = Buffer.alloc(4);
  lengthField.writeUInt32LE(header.length);
  const blocks = PARTS.flatMap((part) => [bytesOf(parts[part].x), bytesOf(parts[part].y)]);

  const draft = `${file}.partial`;
  try {
    const writer = new Writer(draft);
    try {
      for (const block of [MAGIC, lengthField, header]) writer.write(block);
      for (const block of blocks) {
        writer.align();
        writer.write(block);
      }
    } finally {
      writer.close();
    }
    renameSync(draft, file);
    return { path: file, bytes: writer.length, digest: writer.digest() };
  } catch (error) {
    throw new InputError(file, `the prepared data cannot be written: ${messageOf(error)}`);
  }
}

/**
 * The data set in a file of `packDataset`, bit for bit: one read into one
 * buffer that all six arrays are views of.
 *
 * Throws `InputError` naming the file when it is missing, cut off, changed or of another version.
 */
export function unpackDataset({ path, bytes, digest }: PackedDataset): Dataset {
  const whole = readWhole(path, bytes);
  if (!whole.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new InputError(path, `expected prepared data of version ${MAGIC.toString()}, but got another file`);
  }
  const found = createHash('sha256').update(whole).digest('hex');
  if (found !== digest) {
    throw new InputError(
      path,
      'the prepared data was changed after it was written: start the run again, which prepares it anew',
    );
  }
  const start = MAGIC.length + 4;
  const end = start + whole.readUInt32LE(MAGIC.length);
  const { facts, parts } = JSON.parse(whole.toString('utf8', start, end)) as Header;
  let offset = end;
  const next = (length: number): Float32Array => {
    offset = aligned(offset);
    const view = new Float32Array(whole.buffer, offset, length);
    offset += view.byteLength;
    return view;
  };
  const examples = mapParts((part): Examples => {
    const { count, x, y } = parts[part];
    return { count, x: next(x), y: next(y) };
  });
  if (offset !== bytes) throw new Bug(`${path} holds ${bytes} bytes, but its header describes ${offset}`);
  return { ...facts, ...examples };
}

function readWhole(path: string, bytes: number): Buffer<ArrayBuffer> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    throw new InputError(path, `the prepared data cannot be read: ${messageOf(error)}`);
  }
  try {
    const { size } = fstatSync(fd);
    if (size !== bytes) {
      throw new InputError(path, `expected ${bytes} bytes of prepared data, but got ${size}`);
    }
    // A buffer of its own: one out of Node's pool would begin anywhere.
    const whole = Buffer.from(new ArrayBuffer(bytes));
    for (let at = 0; at < bytes;) {
      const n = readSync(fd, whole, at, Math.min(CHUNK, bytes - at), at);
      if (n === 0) throw new InputError(path, `expected ${bytes} bytes of prepared data, but got ${at}`);
      at += n;
    }
    return whole;
  } finally {
    closeSync(fd);
  }
}

class Writer {
  readonly #fd: number;
  readonly #hash = createHash('sha256');
  #length = 0;

  constructor(file: string) {
    this.#fd = openSync(file, 'w', 0o600);
  }

  get length(): number {
    return this.#length;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      at += writeSync(this.#fd, bytes, at, Math.min(CHUNK, bytes.length - at));
    }
    this.#hash.update(bytes);
    this.#length += bytes.length;
  }

  align(): void {
    this.write(new Uint8Array(aligned(this.#length) - this.#length));
  }

  digest(): string {
    return this.#hash.digest('hex');
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function mapParts<T>(of: (part: (typeof PARTS)[number]) => T): Record<(typeof PARTS)[number], T> {
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
