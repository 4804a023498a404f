import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expected, InputError, messageOf } from '../core/base/errors';
import { csvCells } from '../dataset/csv-cells';

const LARGEST_FILE_BYTES = 200 * 2 ** 20;

/** V8 makes no longer strings. */
const LARGEST_TEXT_BYTES = 500 * 2 ** 20;

/**
 * The JSON in a benchmark file, plain or gzipped (told by its first bytes, not
 * by its name). Throws `InputError` at `path`, which is how the file is called
 * in the experiment.
 */
export function readTableFile(absolute: string, path: string): unknown {
  return parseJson(unpack(readLimited(absolute, path), path), path);
}

/** As `readTableFile`, of a file that a declaration names: CSV where its name says so, as `columns` and `rows`. */
export function readTableData(absolute: string, path: string): unknown {
  return /\.[ct]sv(\.gz)?$/i.test(path)
    ? csvCells(unpack(readLimited(absolute, path), path), path)
    : readTableFile(absolute, path);
}

function readLimited(absolute: string, path: string): Buffer {
  try {
    const stat = statSync(absolute);
    if (!stat.isFile()) throw new InputError(path, 'expected a file, but got a folder');
    if (stat.size > LARGEST_FILE_BYTES) {
      throw expected(path, `at most ${LARGEST_FILE_BYTES} bytes`, stat.size);
    }
    return readFileSync(absolute);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new InputError(path, missing ? 'there is no such file' : `cannot be read: ${messageOf(error)}`);
  }
}

function unpack(bytes: Buffer, path: string): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_TEXT_BYTES }).toString('utf8');
  } catch (error) {
    throw new InputError(path, `cannot be unpacked: ${messageOf(error)}`);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(path, `expected JSON: ${messageOf(error)}`);
  }
}
