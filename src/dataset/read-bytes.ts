import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, messageOf } from '../core/base/errors';

/** A file of the experiment: the path as a person wrote it, for messages, and where it is. */
export interface SourceFile {
  readonly label: string;
  readonly path: string;
}

/** The bytes of a file, unpacked when its name ends in `.gz`. Reading fails with an `InputError` that names the file. */
export async function openBytes(file: SourceFile): Promise<AsyncIterable<Buffer>> {
  await mustBeFile(file);
  return bytesOf(file);
}

async function* bytesOf(file: SourceFile): AsyncGenerator<Buffer> {
  const source: AsyncIterable<Buffer> = readable(file);
  try {
    for await (const chunk of source) yield chunk;
  } catch (error) {
    throw readError(file, error);
  }
}

function readable(file: SourceFile): Readable {
  const source = createReadStream(file.path);
  if (!/\.gz$/i.test(file.path)) return source;
  // The error reaches the reader through the last stream, which `pipeline` destroys with it.
  return pipeline(source, createGunzip(), () => undefined);
}

/**
 * All bytes of a file, unpacked. `limitOf` sees the first bytes (at least 64, or the whole file) and says how many there
 * may be in all: a packed file that claims little and unpacks to much is given up there.
 */
export async function readBytes(file: SourceFile, limitOf: (head: Buffer) => number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  let limit: number | undefined;
  for await (const chunk of await openBytes(file)) {
    chunks.push(chunk);
    length += chunk.length;
    if (limit === undefined && length >= 64) limit = limitOf(Buffer.concat(chunks));
    if (limit !== undefined && length > limit) {
      throw new InputError(
        `${file.label}, byte ${limit}`,
        `expected the end of the file, but got more bytes`,
      );
    }
  }
  const bytes = Buffer.concat(chunks, length);
  limit ??= limitOf(bytes);
  if (length > limit) {
    throw new InputError(`${file.label}, byte ${limit}`, `expected the end of the file, but got more bytes`);
  }
  return bytes;
}

async function mustBeFile(file: SourceFile): Promise<void> {
  let found;
  try {
    found = await stat(file.path);
  } catch (error) {
    throw readError(file, error);
  }
  if (!found.isFile()) throw new InputError(file.label, 'expected a file, but got a folder or a device');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'expected a file, but there is none',
  ENOTDIR: 'expected a file, but there is none',
  EACCES: 'the file may not be read by this user',
  EPERM: 'the file may not be read by this user',
  Z_DATA_ERROR: 'expected gzip data, but the bytes are damaged',
  Z_BUF_ERROR: 'expected gzip data, but the file ends too early',
};

/** Turns a failure of the file system or of zlib into a sentence about the file. */
export function readError(file: SourceFile, error: unknown): Error {
  if (error instanceof InputError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code] ?? `cannot be read (${messageOf(error)})`;
  return new InputError(file.label, reason);
}
