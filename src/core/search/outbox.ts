import { Bug, messageOf } from '../base/errors';
import type { JournalEvent } from '../journal/event';
import type { JournalSink } from './ports';

/** A line to be written, and what may be acted on once it is. */
interface Letter {
  readonly event: JournalEvent;
  readonly durable: boolean;
  readonly written: () => void;
}

/**
 * Writes to the journal in order, whatever the disk does.
 *
 * While a line cannot be written it is held, and every later one behind it, so
 * that the journal's order stays the order in which things happened and nothing
 * is acted on that is not on disk.
 */
export class Outbox {
  readonly #held: Letter[] = [];

  constructor(
    private readonly sink: JournalSink,
    private readonly onAppended: (event: JournalEvent) => void,
  ) {}

  get nHeld(): number {
    return this.#held.length;
  }

  /** Writes the line, or holds it; answers why it could not be written now. */
  write(event: JournalEvent, durable: boolean, written: () => void): string | undefined {
    this.#held.push({ event, durable, written });
    return this.#held.length === 1 ? this.flush() : undefined;
  }

  /** Writes the line when nothing is held before it; otherwise, or when the disk is full, lets it fall. */
  offer(event: JournalEvent): string | undefined {
    return this.#held.length > 0 ? undefined : this.#tryOnce(event, false);
  }

  /** Writes the line to disk now or not at all; answers why not. Nothing may be held. */
  attempt(event: JournalEvent): string | undefined {
    return this.#tryOnce(event, true);
  }

  #tryOnce(event: JournalEvent, durable: boolean): string | undefined {
    try {
      this.sink.append(event, durable);
    } catch (error) {
      return reasonOf(error);
    }
    this.onAppended(event);
    return undefined;
  }

  /** Writes what is held; answers why it stopped. */
  flush(): string | undefined {
    for (let next = this.#held[0]; next; next = this.#held[0]) {
      try {
        this.sink.append(next.event, next.durable);
      } catch (error) {
        return reasonOf(error);
      }
      // Taken off first: acting on a line may write more of them.
      this.#held.shift();
      this.onAppended(next.event);
      next.written();
    }
    return undefined;
  }
}

/** A broken promise of ours is not the disk's fault and must not be tried again. */
function reasonOf(error: unknown): string {
  if (error instanceof Bug) throw error;
  return messageOf(error);
}
