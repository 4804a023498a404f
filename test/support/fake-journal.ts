import type { JournalEvent } from '../../src/core/journal/event';
import { readJournal } from '../../src/core/journal/read';
import { formatEvent } from '../../src/core/journal/write';
import type { Clock, JournalSink } from '../../src/core/search/ports';

/** A journal in memory that can run full. */
export class FakeJournal implements JournalSink {
  text = '';
  /** Set: every append throws it. */
  full: Error | undefined;
  /** Whether each line was to be synced. */
  readonly durable: boolean[] = [];

  constructor(text = '') {
    this.text = text;
  }

  append(event: JournalEvent, durable: boolean): void {
    if (this.full) throw this.full;
    this.text += formatEvent(event);
    this.durable.push(durable);
  }

  get events(): readonly JournalEvent[] {
    return readJournal(this.text).events;
  }

  /** One word a line: `asked 3`, `measured 3`, `run-paused disk`. */
  get log(): string[] {
    return this.events.map((event) => {
      if ('trial' in event) return `${event.type.replace(/^(trial|run)-/, '')} ${event.trial ?? ''}`;
      return 'reason' in event ? `${event.type} ${event.reason}` : event.type;
    });
  }
}

/** Goes on by a second each time that it is looked at. */
export class FakeClock implements Clock {
  constructor(public at = 1_700_000_000_000) {}

  now(): number {
    return (this.at += 1000);
  }
}

/** A journal without what differs between two runs that did the same. */
export function withoutTimes(events: readonly JournalEvent[]): unknown[] {
  return events.map((event) => ({ ...event, at: 0, ...('durationMs' in event ? { durationMs: 0 } : {}) }));
}
