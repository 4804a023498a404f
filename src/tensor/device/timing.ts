/** Milliseconds from some moment on, as `performance.now`. */
export type Stopwatch = () => number;

export interface Timing {
  readonly medianMs: number;
  /** Between the first and the third quartile. */
  readonly spreadMs: number;
}

const WARM_UP = 5;
const REPEATS = 21;
/** What takes long is repeated less often, but not less than this. */
const FEWEST_REPEATS = 7;
const LONG_MS = 400;

/**
 * Wall times of `run`: after 5 calls that do not count, 21 that do, or as many as
 * fit into 400 ms and at least 7. Median and quartiles, because a machine that
 * does other things makes a few of the times very long.
 *
 * @param breathe between two calls: lets others have a turn, rejects when the work was cancelled
 */
export async function timeRepeats(
  run: () => void,
  breathe: () => Promise<void>,
  now: Stopwatch,
): Promise<Timing> {
  const begin = now();
  for (let i = 0; i < WARM_UP && now() - begin < LONG_MS; i++) {
    await breathe();
    run();
  }
  const times: number[] = [];
  let spentMs = 0;
  while (times.length < REPEATS && (times.length < FEWEST_REPEATS || spentMs < LONG_MS)) {
    await breathe();
    const start = now();
    run();
    const ms = now() - start;
    times.push(ms);
    spentMs += ms;
  }
  times.sort((a, b) => a - b);
  return { medianMs: quantile(times, 0.5), spreadMs: quantile(times, 0.75) - quantile(times, 0.25) };
}

/** @param sorted rising, not empty. Between two values in proportion (type 7 of Hyndman and Fan 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}
