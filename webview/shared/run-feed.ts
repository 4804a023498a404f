import type { JournalEvent } from '../../src/core/journal/event';
import { applyEvents, replay } from '../../src/core/journal/replay';
import type { RunState } from '../../src/core/journal/run-state';
import type { RunLiveness } from '../../src/protocol/panel-protocol';
import type { RunFeedEvents } from '../../src/protocol/run-feed-protocol';

/** What an incoming batch meant. */
export type FeedAnswer = 'applied' | 'ignored' | 'lost';

/** The run as the host has told it: a snapshot, then numbered batches on top of it. */
export class RunFeed {
  #state: RunState = replay([]);
  #generation = -1;
  #seq = -1;
  #known = false;
  title = '';
  liveness: RunLiveness = 'idle';
  canRun = false;

  get state(): RunState {
    return this.#state;
  }

  /** Whether a snapshot has come. */
  get known(): boolean {
    return this.#known;
  }

  snapshot({ generation, seq, title, events, liveness, canRun }: RunFeedEvents['run/snapshot']): void {
    this.#generation = generation;
    this.#seq = seq;
    this.#known = true;
    this.title = title;
    this.liveness = liveness;
    this.canRun = canRun;
    this.#state = replay(events);
  }

  /**
   * Takes a batch. `ignored`: it belongs to an earlier life of the page, or came
   * twice. `lost`: one before it is missing, so only a new snapshot helps.
   */
  append({ generation, seq, events }: RunFeedEvents['run/append']): FeedAnswer {
    if (!this.#known || generation < this.#generation) return 'ignored';
    if (generation > this.#generation) return 'lost';
    if (seq <= this.#seq) return 'ignored';
    if (seq !== this.#seq + 1) return 'lost';
    this.#seq = seq;
    this.#state = applyEvents(this.#state, events);
    return 'applied';
  }
}

/** The trial that the batch measured or lost last; the live region tells of it. */
export function newsOf(events: readonly JournalEvent[]): number | undefined {
  return events.findLast((event) => event.type === 'trial-measured' || event.type === 'trial-failed')?.trial;
}
