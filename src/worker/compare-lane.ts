import type { NamedStrategy } from '../core/comparison/strategy-list';
import type { SearchRecord } from '../core/comparison/search-record';
import type { Strategy } from '../core/strategy/strategy';

/** One search that a comparison needs. */
export interface SearchOrder {
  readonly strategy: NamedStrategy['options'];
  readonly seed: number;
  /** In full measurements. */
  readonly budget: number;
}

/** Where searches are made, one after the other. */
export interface Lane {
  /** Rejects with the search's error, and with `WorkerLostError` when its process is gone. */
  run(order: SearchOrder): Promise<SearchRecord>;
  /** Lets go; a search that is under way is given up, and its promise may never settle. */
  end(): Promise<void>;
}

/** The same strategy, which adds up the milliseconds that it takes. */
export function timed(strategy: Strategy): Strategy & { thinkingMs(): number } {
  let thinkingMs = 0;
  return {
    ...(strategy.mayContinue ? { mayContinue: (trial) => strategy.mayContinue!(trial) } : {}),
    ask() {
      const from = performance.now();
      const answer = strategy.ask();
      thinkingMs += performance.now() - from;
      return answer;
    },
    tell(outcome) {
      const from = performance.now();
      strategy.tell(outcome);
      thinkingMs += performance.now() - from;
    },
    thinkingMs: () => thinkingMs,
  };
}
