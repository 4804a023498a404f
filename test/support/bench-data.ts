import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * The text of a published benchmark file (unpacked when it ends in `.gz`), or
 * `undefined`, with a printed word, where the files are absent. They are
 * looked for in NAS_BENCH_DATA, by default `../shared/data` beside the repository.
 */
export function benchData(file: string): string | undefined {
  const path = benchFile(file);
  if (path === undefined) return undefined;
  const bytes = readFileSync(path);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Where that file is. */
export function benchFile(file: string): string | undefined {
  const folder = process.env['NAS_BENCH_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
  const path = join(folder, file);
  if (existsSync(path)) return path;
  console.log(`skipped: ${file} is not in NAS_BENCH_DATA`);
  return undefined;
}
