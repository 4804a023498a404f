import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { InputError, messageOf, show } from '../core/base/errors';
import { checked } from '../core/base/issues';
import { optionsKey } from '../core/comparison/strategy-list';
import { covers, evaluationsAt, recordWithin } from '../core/comparison/search-record';
import type { SearchRecord } from '../core/comparison/search-record';
import { searchesHeaderSchema, searchLineSchema, SEARCHES_FILE } from '../core/comparison/searches-file';
import type { SearchOrder } from './compare-lane';

/** What all searches of a folder have in common. Two comparisons with the same can share results. */
export interface ComparisonIdentity {
  /** Version of NAS Workbench: another one may propose other candidates. */
  readonly product: string;
  /** Canonical, without strategy, budget, execution and, for a table, seed. */
  readonly experiment: Readonly<Record<string, unknown>>;
  /** Digest of the table or of the data, split as they are. */
  readonly data: string;
}

/** 16 hexadecimal digits that stand for a value. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** Names one search, whatever its budget. */
export function searchKey({ strategy, seed }: Pick<SearchOrder, 'strategy' | 'seed'>): string {
  return fingerprint([optionsKey(strategy), seed]);
}

/**
 * The finished searches of a comparison, one a line in `searches.jsonl`; its first line says of what.
 *
 * A line is there whole or not at all: a torn last one, of a process that was killed, is cut off. Lines are only added.
 */
export class SearchStore {
  readonly #found = new Map<string, SearchRecord>();
  readonly #file: string;
  readonly #fd: number;
  #length: number;

  /**
   * Opens or makes the file in `folder`. Throws `InputError` when it is of another experiment, data or version, and
   * when a line cannot be read; then nothing was changed.
   *
   * @param place how the folder is called in errors
   */
  constructor(folder: string, identity: ComparisonIdentity, place: string) {
    this.#file = path.join(folder, SEARCHES_FILE);
    const text = existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.#read(whole, identity, place);
    mkdirSync(folder, { recursive: true });
    this.#fd = openSync(this.#file, 'a');
    this.#length = Buffer.byteLength(whole);
    ftruncateSync(this.#fd, this.#length);
    if (whole === '') this.#append({ type: 'comparison', version: 1, ...identity });
  }

  /** The search, cut to its budget; `undefined` where it has not been made that far. */
  find(order: SearchOrder): SearchRecord | undefined {
    const record = this.#found.get(searchKey(order));
    return record && covers(record, order.budget) ? recordWithin(record, order.budget) : undefined;
  }

  /** Throws `InputError` when the line cannot be written; then the file is as before. */
  add({ strategy, seed, budget }: SearchOrder, record: SearchRecord): void {
    this.#append({ type: 'search', strategy, seed, budget, record });
    this.#keep(searchKey({ strategy, seed }), record);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #read(text: string, identity: ComparisonIdentity, place: string): void {
    const [first, ...lines] = text.split('\n').filter((line) => line !== '');
    if (first === undefined) return;
    requireSame(this.#parsed(searchesHeaderSchema, first, 1), identity, place);
    for (const [i, line] of lines.entries()) {
      const { strategy, seed, record } = this.#parsed(searchLineSchema, line, i + 2);
      this.#keep(searchKey({ strategy, seed }), record);
    }
  }

  #parsed<S extends z.ZodType>(schema: S, line: string, number: number): z.output<S> {
    const place = `${this.#file}: line ${number}`;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      throw new InputError(place, `expected a finished search, but got ${show(line)}`);
    }
    return checked(schema, json, place);
  }

  /** Of several with the same strategy and seed, the one that went furthest. */
  #keep(key: string, record: SearchRecord): void {
    const before = this.#found.get(key);
    if (!before || reach(record) >= reach(before)) this.#found.set(key, record);
  }

  #append(value: object): void {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    try {
      for (let n = 0; n < bytes.length;) n += writeSync(this.#fd, bytes, n, bytes.length - n);
    } catch (error) {
      ftruncateSync(this.#fd, this.#length);
      throw new InputError(this.#file, `a finished search cannot be written: ${messageOf(error)}`);
    }
    this.#length += bytes.length;
  }
}

function reach(record: SearchRecord): number {
  if (record.exhausted) return Infinity;
  return record.nTrials === 0 ? 0 : evaluationsAt(record, record.nTrials - 1);
}

function requireSame(found: ComparisonIdentity, wanted: ComparisonIdentity, place: string): void {
  const part = differenceOf(found, wanted);
  if (part === undefined) return;
  throw new InputError(
    place,
    `holds the comparison of another experiment (${part}): nothing in it was changed; choose another folder with --out`,
  );
}

/** What differs first, in words. */
function differenceOf(found: ComparisonIdentity, wanted: ComparisonIdentity): string | undefined {
  if (found.product !== wanted.product) {
    return `it was made with version ${found.product}, and this is ${wanted.product}`;
  }
  const keys = new Set([...Object.keys(found.experiment), ...Object.keys(wanted.experiment)]);
  for (const key of keys) {
    const [there, here] = [found.experiment[key], wanted.experiment[key]];
    if (JSON.stringify(there) !== JSON.stringify(here))
      return `its ${key} is ${show(there)}, not ${show(here)}`;
  }
  return found.data === wanted.data ? undefined : 'its table or data are others';
}
