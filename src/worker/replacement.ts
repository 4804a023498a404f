import type { Held } from '../protocol/evaluator-protocol';

/** What of an evaluator decides whether it should be replaced. */
export interface Wear {
  readonly nTrials: number;
  /** Of all its trials together. */
  readonly trialMs: number;
  /** From its start until it could take its first trial. */
  readonly startMs: number;
  /** Before its first trial: program, backend and data. */
  readonly fresh: Held;
  /** After its last trial; as `fresh` while there was none. */
  readonly resting: Held;
  /** Tensors that its last trial left behind. */
  readonly leakedTensors: number;
}

export interface WearLimits {
  readonly trialsPerEvaluator: number;
  readonly memoryBytes: number;
}

export interface Replacement {
  /** Ends the sentence "evaluator 1 is replaced: ...". */
  readonly why: string;
  /**
   * When the successor takes over: for the next trial, be it warm or not; as soon
   * as it is warm; or not yet: it should only be started.
   */
  readonly takesOver: 'now' | 'when-warm' | 'later';
}

/** Of the memory between a fresh evaluator and its limit: what may stay in use after a trial. */
const RESTING_SHARE = 0.6;

/** How many times its own start an evaluator leaves for the start of its successor, which shares the processor with it. */
const HEAD_START = 2;

/**
 * Whether and when an evaluator should be replaced; `undefined` while it is good
 * for more. WebAssembly's memory only grows, so one large candidate can be reason enough.
 */
export function replacementOf(wear: Wear, limits: WearLimits): Replacement | undefined {
  const left = limits.trialsPerEvaluator - wear.nTrials;
  const afterTrials = limits.trialsPerEvaluator === 1 ? '1 trial' : `${limits.trialsPerEvaluator} trials`;
  if (left <= 0) return { why: afterTrials, takesOver: 'now' };
  const why = wornBy(wear, limits);
  if (why !== undefined) return { why, takesOver: 'when-warm' };
  const meanMs = wear.nTrials === 0 ? Infinity : wear.trialMs / wear.nTrials;
  const isSoon = left === 1 || left * meanMs < HEAD_START * wear.startMs;
  return isSoon ? { why: afterTrials, takesOver: 'later' } : undefined;
}

function wornBy(wear: Wear, { memoryBytes }: WearLimits): string | undefined {
  const { fresh, resting, leakedTensors } = wear;
  if (leakedTensors > 0) return `its last trial left ${leakedTensors} tensors behind`;
  const most = fresh.rssBytes + RESTING_SHARE * Math.max(0, memoryBytes - fresh.rssBytes);
  if (resting.rssBytes <= most) return undefined;
  return `${inMb(resting.rssBytes)} of ${inMb(memoryBytes)} MB stay in use after a trial`;
}

/** What a replaced evaluator leaves in the log. */
export function wearInWords({ nTrials, fresh, resting }: Wear): string {
  const from = (unit: string, before: number, after: number): string => `${before} to ${after} ${unit}`;
  return [
    `${nTrials} trials`,
    from('MB', inMb(fresh.rssBytes), inMb(resting.rssBytes)),
    from('tensors', fresh.tensors, resting.tensors),
  ].join(', ');
}

export function inMb(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
