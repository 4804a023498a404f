import type { z } from 'zod';
import { InputError, show } from '../base/errors';
import { checked, formatPath, valueAt } from '../base/issues';
import type { PathStep } from '../base/issues';
import { spaceSchema } from '../space/catalog';
import type { BenchmarkTable } from './benchmark-table';

/** Refuses a kind of space that is not the table's. Throws `InputError` at `space.kind`. */
export function requireKindOf(table: Pick<BenchmarkTable, 'path' | 'space'>, kind: string): void {
  if (kind === table.space) return;
  throw new InputError(
    'space.kind',
    `expected ${table.space}, whose candidates ${table.path} lists, but got ${show(kind)}`,
  );
}

/** Whether an experiment leaves it to its table to say what is searched: `"space": { "kind": "table" }`. */
export function isTablesSpace({ kind, knobs }: { readonly kind: string; readonly knobs?: unknown }): boolean {
  return kind === 'table' && !(Array.isArray(knobs) && knobs.length > 0);
}

/** The space that a table says its candidates are from, with its defaults. Throws `InputError` at the table's `spaceOptions`. */
export function spaceOfTable({ path, space, spaceOptions }: BenchmarkTable): z.output<typeof spaceSchema> {
  return checked(spaceSchema, { ...spaceOptions, kind: space }, `${path}: spaceOptions`);
}

/**
 * Refuses a space that is not the one whose candidates `table` lists.
 *
 * Where the table states options, those that it leaves out have their defaults,
 * and all must agree: equal notations of other options are other networks. A
 * table that states none goes with any options of its kind.
 *
 * @param space as it stands in an experiment, with its defaults
 * @throws InputError at `space.kind` or at the option that differs; at the table's `spaceOptions` when they are none
 */
export function requireSpaceOf(
  table: BenchmarkTable,
  space: { readonly kind: string } & Readonly<Record<string, unknown>>,
): void {
  requireKindOf(table, space.kind);
  if (table.spaceOptions === undefined) return;
  const stated = spaceOfTable(table);
  const path = firstDifference(stated, space, ['space']);
  if (path === undefined) return;
  const [there, here] = [stated, space].map((options) => show(valueAt({ space: options }, path)));
  throw new InputError(formatPath(path), `expected ${there!} as in ${table.path}, but got ${here!}`);
}

/** Where two JSON values differ first; `undefined` where they do not. */
function firstDifference(a: unknown, b: unknown, path: readonly PathStep[]): PathStep[] | undefined {
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b))
    return Object.is(a, b) ? undefined : [...path];
  // Of lists that differ in length the whole is shown.
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return [...path];
  const steps = Array.isArray(a) ? [...a.keys()] : new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const step of steps) {
    const found = firstDifference(valueAt(a, [step]), valueAt(b, [step]), [...path, step]);
    if (found) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
