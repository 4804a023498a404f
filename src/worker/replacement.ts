/** What of an evaluator decides whether it should be replaced. */
export interface Wear {
  readonly nTrials: number;
  /** Of all its trials together. */
  readonly trialMs: number;
  /** From its start until it could take its first trial. */
  readonly startMs: number;
  /** Resident memory before its first trial: program, backend and data. */
  readonly freshBytes: number;
  /** Resident memory after its last trial. */
  readonly restingBytes: number;
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
  const { nTrials, freshBytes, restingBytes, leakedTensors } = wear;
  if (leakedTensors > 0) return `its last trial left ${leakedTensors} tensors behind`;
  const most = freshBytes + RESTING_SHARE * Math.max(0, memoryBytes - freshBytes);
  if (nTrials === 0 || restingBytes <= most) return undefined;
  return `${inMb(restingBytes)} of ${inMb(memoryBytes)} MB stay in use after a trial`;
}

export function inMb(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
