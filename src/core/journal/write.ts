import { Bug } from '../base/errors';
import { formatPath } from '../base/issues';
import type { PathStep } from '../base/issues';
import { journalEvent } from './event';
import type { JournalEvent } from './event';

const KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  journalEvent.options.map(({ shape }) => [shape.type.value, Object.keys(shape)]),
);

/**
 * The event as one line with its `\n`.
 *
 * Keys come in the order of the schema, so that two runs that did the same have
 * the same bytes. Throws `Bug` for a number that JSON cannot hold: it would come
 * back as null.
 */
export function formatEvent(event: JournalEvent): string {
  const fields: Readonly<Record<string, unknown>> = { ...event };
  const ordered: Record<string, unknown> = {};
  for (const key of KEYS.get(event.type) ?? []) {
    const value = fields[key];
    if (value === undefined) continue;
    checkFinite(value, [event.type, key]);
    ordered[key] = value;
  }
  return `${JSON.stringify(ordered)}\n`;
}

function checkFinite(value: unknown, path: readonly PathStep[]): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new Bug(`${formatPath(path)} is ${value}, which a journal cannot hold`);
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => checkFinite(item, [...path, i]));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) checkFinite(item, [...path, key]);
  }
}
