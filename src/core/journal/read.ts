import { expected, InputError, show } from '../base/errors';
import { formatPath, issuesFrom, problemOf } from '../base/issues';
import { journalEvent } from './event';
import type { JournalEvent } from './event';
import { EventOrder } from './order';
import { upgradeLine, versionOf } from './upgrade';
import type { JournalLine } from './upgrade';

export interface Journal {
  readonly events: readonly JournalEvent[];
  /** A last line without its end was left out: whoever wrote it was cut off, or is still writing. */
  readonly torn: boolean;
}

/** Reads a whole journal. Throws `InputError` with the line for anything wrong but a torn last line. */
export function readJournal(text: string): Journal {
  const reader = new JournalReader();
  return { events: reader.push(text), torn: reader.hasPartialLine };
}

/**
 * Reads a journal as it grows.
 *
 * A line counts once its `\n` is there, whatever it holds; until then it is kept.
 * Chunks may end anywhere between two characters: bytes are the caller's to
 * decode (a character that is cut in two must not be pushed).
 */
export class JournalReader {
  readonly #order = new EventOrder();
  #partial = '';
  #line = 0;
  #version = 0;

  /** The events of the lines that `chunk` completed. Throws `InputError`; after that the reader is of no more use. */
  push(chunk: string): JournalEvent[] {
    const lines = (this.#partial + chunk).split('\n');
    this.#partial = lines.pop() ?? '';
    return lines.map((line) => this.#read(line));
  }

  get hasPartialLine(): boolean {
    return this.#partial !== '';
  }

  #read(text: string): JournalEvent {
    const place = `line ${++this.#line}`;
    const raw = parseLine(text, place);
    if (this.#line === 1) {
      if (raw['type'] !== 'run-started') throw expected('line 1, type', '"run-started"', raw['type']);
      this.#version = versionOf(raw);
    }
    const lifted = upgradeLine(raw, this.#version);
    const result = journalEvent.safeParse(lifted);
    if (!result.success) {
      const [issue] = issuesFrom(result.error, journalEvent, lifted);
      if (!issue) throw expected(place, 'an event', lifted);
      throw new InputError([place, formatPath(issue.path)].filter(Boolean).join(', '), problemOf(issue));
    }
    this.#order.check(result.data, place);
    return result.data;
  }
}

function parseLine(text: string, place: string): JournalLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError(place, `expected a JSON object, but got ${show(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw expected(place, 'a JSON object', value);
  }
  return value as JournalLine;
}
