import * as z from 'zod';

/**
 * What a comparison keeps of one search: enough to tell its best so far, by any metric, after any number of
 * evaluations and any time. Trials are counted from 0; one ends before the next begins.
 */
export const searchRecordSchema = z.strictObject({
  nTrials: z.number().int().nonnegative(),
  /** Trials whose candidate had been proposed before, with the same fidelity. */
  repeats: z.array(z.number().int().nonnegative()),
  failures: z.array(z.number().int().nonnegative()),
  /** Full measurements that were paid for when each trial had ended; absent where every trial was one. */
  evaluations: z.array(z.number()).exactOptional(),
  /** Seconds of measuring, simulated or real, when each trial had ended; absent where nobody knows. */
  seconds: z.array(z.number()).exactOptional(),
  /** Milliseconds that the strategy took for its asks and tells, on the machine that ran it. */
  thinkingMs: z.number().nonnegative(),
  /** Whether the strategy had nothing left to propose. */
  exhausted: z.boolean(),
  /** Every trial that was the best, or on the front, when it ended; in their order. */
  bests: z.array(
    z.strictObject({
      trial: z.number().int().nonnegative(),
      /** What it was measured after, where that was less than a full measurement. */
      epochs: z.number().positive().exactOptional(),
      metrics: z.record(z.string(), z.number()),
    }),
  ),
});

export type SearchRecord = z.output<typeof searchRecordSchema>;

export type BestTrial = SearchRecord['bests'][number];

/** Sums of shares are as exact as floating point is. */
const ROUNDING = 1e-9;

/** Full measurements that were paid for when trial `trial` had ended. */
export function evaluationsAt({ evaluations }: SearchRecord, trial: number): number {
  return evaluations?.[trial] ?? trial + 1;
}

/** How many of the search's first trials fit into `budget` full measurements. */
export function trialsWithin(record: SearchRecord, budget: number): number {
  let low = 0;
  let high = record.nTrials;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (evaluationsAt(record, middle) <= budget + ROUNDING) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the search went on until `budget` full measurements, or as far as there was something to propose. */
export function covers(record: SearchRecord, budget: number): boolean {
  if (record.exhausted) return true;
  return record.nTrials > 0 && evaluationsAt(record, record.nTrials - 1) >= budget - ROUNDING;
}

/** The same search, ended after `budget` full measurements. Its thinking time is shared out evenly. */
export function recordWithin(record: SearchRecord, budget: number): SearchRecord {
  const n = trialsWithin(record, budget);
  if (n === record.nTrials) return record;
  const before = (trial: number): boolean => trial < n;
  return {
    nTrials: n,
    repeats: record.repeats.filter(before),
    failures: record.failures.filter(before),
    ...(record.evaluations ? { evaluations: record.evaluations.slice(0, n) } : {}),
    ...(record.seconds ? { seconds: record.seconds.slice(0, n) } : {}),
    thinkingMs: (record.thinkingMs * n) / record.nTrials,
    exhausted: false,
    bests: record.bests.filter(({ trial }) => trial < n),
  };
}
