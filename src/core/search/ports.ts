import type { Measurement } from '../estimator/estimator';
import type { JournalEvent } from '../journal/event';
import type { TrialFidelity } from '../journal/run-state';
import type { Decision, WeightsCourse } from '../journal/weights-course';
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

/** What a network decides that holds all alternatives at once. */
export interface ArchitectureDecisions {
  /** In whose training the weights are learnt; absent where one network serves the whole run. */
  readonly trial?: TrialId;
  readonly unit: WeightsCourse['unit'];
  /** So many decisions into a node stay in the discrete network (2 in DARTS); absent where all do. */
  readonly keeps?: number;
  readonly decisions: readonly Decision[];
}

/** How it decides after a step of its training. */
export interface ArchitectureWeights {
  readonly trial?: TrialId;
  /** 0 is before the first. A step that is not later than the last one takes the training up there. */
  readonly step: number;
  /** Behind the softmax: by decision, then by alternative. */
  readonly weights: readonly (readonly number[])[];
}

/** Who hears of the architecture weights of networks while they are trained, and writes them down. */
export interface WeightsEars {
  /** Before the first weights of a network, and whenever its training is taken up again. */
  decisions(told: ArchitectureDecisions): void;
  /** Once an epoch is enough: each call is a line of the journal. */
  weights(told: ArchitectureWeights): void;
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
  /**
   * Called once, before the first trial: `ears` are to be told of the architecture weights of whatever is trained, in a
   * trial that is out or for all of them. Absent where nothing has any.
   */
  tellWeights?(ears: WeightsEars): void;
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
