import { InputError, messageOf, WorkerLostError } from '../core/base/errors';
import type { SearchRecord } from '../core/comparison/search-record';
import { unlessAborted } from './abort';
import type { Lane, SearchOrder } from './compare-lane';

export interface OrderHooks {
  readonly signal: AbortSignal;
  /** In the order in which they finish. An error of it ends everything. */
  readonly onFinished: (order: SearchOrder, record: SearchRecord) => void;
  readonly onProgress: (done: number, etaMs: number | undefined) => void;
  /** `random, seed 7` */
  readonly nameOf: (order: SearchOrder) => string;
}

/**
 * Has the searches made, as many at once as there are lanes, in order. Answers how many were: fewer than there are
 * when the signal was aborted. The first error ends all, once the lanes have let go.
 */
export async function runOrders(
  orders: readonly SearchOrder[],
  lanes: readonly (() => Promise<Lane>)[],
  { signal, onFinished, onProgress, nameOf }: OrderHooks,
): Promise<number> {
  const open: Lane[] = [];
  const failing = new AbortController();
  const over = AbortSignal.any([signal, failing.signal]);
  const clock = new Timing();
  let next = 0;
  let done = 0;
  let failure: unknown;
  onProgress(0, undefined);
  await Promise.all(lanes.map((start) => workThrough(start)));
  await Promise.all(open.map((lane) => lane.end()));
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(messageOf(failure));
  return done;

  async function workThrough(start: () => Promise<Lane>): Promise<void> {
    try {
      const starting = start().then((lane) => {
        open.push(lane);
        return lane;
      });
      const lane = await unlessAborted(starting, over);
      while (next < orders.length && !over.aborted) await search(lane, orders[next++]!);
    } catch (error) {
      if (!over.aborted) failure ??= error;
      failing.abort();
    }
  }

  async function search(lane: Lane, order: SearchOrder): Promise<void> {
    const startedAt = performance.now();
    const record = await named(unlessAborted(lane.run(order), over), order);
    onFinished(order, record);
    clock.add(order, performance.now() - startedAt);
    onProgress(++done, clock.remaining(orders.slice(next), lanes.length));
  }

  /** An error says in which search it was. */
  async function named<T>(work: Promise<T>, order: SearchOrder): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (over.aborted) throw error;
      if (error instanceof InputError) throw new InputError(nameOf(order), error.message);
      if (error instanceof WorkerLostError) throw new WorkerLostError(`${nameOf(order)}: ${error.reason}`);
      throw error;
    }
  }
}

/** How long searches take, by strategy. */
class Timing {
  readonly #sums = new Map<unknown, { ms: number; n: number }>();

  add({ strategy }: SearchOrder, ms: number): void {
    for (const key of [strategy, undefined]) {
      const sum = this.#sums.get(key) ?? { ms: 0, n: 0 };
      this.#sums.set(key, { ms: sum.ms + ms, n: sum.n + 1 });
    }
  }

  /** Milliseconds that `orders` will take; a strategy of which none has finished counts as the mean of all. */
  remaining(orders: readonly SearchOrder[], lanes: number): number {
    const ms = orders.reduce((total, { strategy }) => {
      const { ms: sum, n } = this.#sums.get(strategy) ?? this.#sums.get(undefined) ?? { ms: 0, n: 1 };
      return total + sum / n;
    }, 0);
    return ms / lanes;
  }
}
