import type { Measurement } from '../estimator/estimator';
import type { JournalEvent } from '../journal/event';
import type { TrialFidelity } from '../journal/run-state';
import type { Genotype } from '../space/space';
import type { Metrics, TrialId } from '../trial/trial';

/** Where the journal's lines go. */
export interface JournalSink {
  /**
   * Appends and, when `durable`, returns only after the line is on disk.
   * Throws when it cannot (disk full): then nothing was appended, or a torn
   * last line that reading forgives and the next append cuts off.
   */
  append(event: JournalEvent, durable: boolean): void;
}

/** One candidate to be measured. */
export interface TrialRequest {
  readonly trial: TrialId;
  readonly genotype: Genotype;
  /**
   * Decides initialisation, order of examples and augmentation; from the experiment's seed and the trial's number,
   * of a trial that continues others the number of the first of them.
   */
  readonly seed: number;
  /** What is asked for where it is not a measurement in full and from the first epoch on. */
  readonly fidelity?: TrialFidelity;
  /** The epochs that the continued trial was measured after. */
  readonly paidEpochs?: number;
  /**
   * Whether the model of this trial may have to be kept, now that these are its metrics. `false` is
   * final: results only get harder to beat. Without it every model may be.
   */
  readonly mayKeep?: (metrics: Metrics) => boolean;
}

/**
 * Measures candidates somewhere: in this process, in local evaluator processes,
 * or elsewhere.
 */
export interface TrialExecutor {
  /** How many trials it works on at once. */
  readonly capacity: number;
  /** Shown in the journal and the views: `plan`, `wasm`, `cpu`, `tensorflow`, `none`. */
  readonly backend: string;
  /**
   * What it measured can be had again at once and for nothing (a table). Then
   * trials are appended without waiting for the disk: what a crash of the whole
   * machine takes away is looked up again, with the same values.
   */
  readonly recomputes?: boolean;
  /** It can take up no earlier trial: longer measurements stand for trainings of their own, as in most tables. */
  readonly startsOver?: boolean;
  /**
   * Rejects with `TrialError` for a candidate that cannot be measured, with
   * `WorkerLostError` when its process died under it, and with `AbortError` soon
   * after `signal` is aborted.
   */
  run(
    request: TrialRequest,
    onEpoch: (epoch: number, metrics: Metrics) => void,
    signal: AbortSignalLike,
  ): Promise<Measurement>;
  /** Measures the kept model of `trial` on the test examples; `undefined` where there are none. */
  test(trial: TrialId): Promise<Metrics | undefined>;
  /**
   * Lets go of what is left of trials that were measured in part, so that others can continue them, but for those
   * in `keep`. Absent where nothing is left. May throw where something cannot be removed.
   */
  retainRungs?(keep: ReadonlySet<TrialId>): void;
  /** Lets go of the models of trials that are not in `keep`; may throw where one cannot be removed. */
  retain(keep: ReadonlySet<TrialId>): void;
  close(): Promise<void>;
}

/** The part of `AbortSignal` that the core needs; the core knows no platform. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}
