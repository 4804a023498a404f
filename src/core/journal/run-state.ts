import type { Metrics, TrialId } from '../trial/trial';
import type { FailureCode } from '../base/errors';
import type { Budget } from '../experiment/experiment';
import type { JournalEventOf } from './event';
import type { WeightsCourse } from './weights-course';

export interface EpochPoint {
  readonly epoch: number;
  readonly metrics: Metrics;
}

/** How far a trial was to be measured, where that is not in full and from the first epoch on. */
export interface TrialFidelity {
  /** Measured after so many. */
  readonly epochs: number;
  /** So many are a full measurement. */
  readonly of: number;
  /** The trial of the same candidate whose training went on. */
  readonly continues?: TrialId;
}

interface TrialBase {
  readonly trial: TrialId;
  readonly genotype: readonly number[];
  readonly architecture: string;
  readonly candidate: string;
  readonly parents: readonly TrialId[];
  readonly operator: string;
  readonly explain: Readonly<Record<string, number | string>>;
  readonly fidelity?: TrialFidelity;
  readonly askedAt: number;
  /** Learning curve, by epoch. */
  readonly curve: readonly EpochPoint[];
}

/** A person's candidate that waits to become a trial. */
export interface QueuedCandidate {
  /** Its number in the queue, from 0 on; the lowest comes first. */
  readonly queued: number;
  readonly genotype: readonly number[];
  readonly architecture: string;
  readonly candidate: string;
  /** The trial that is measured again. */
  readonly parents: readonly TrialId[];
  readonly operator: JournalEventOf<'candidate-enqueued'>['operator'];
  readonly fidelity?: TrialFidelity;
}

export type TrialRecord =
  | (TrialBase & { readonly status: 'running' })
  | (TrialBase & {
      readonly status: 'measured';
      readonly metrics: Metrics;
      readonly durationMs: number;
      readonly endedAt: number;
      readonly simulatedSeconds: number;
    })
  | (TrialBase & {
      readonly status: 'failed';
      readonly code: FailureCode;
      readonly reason: string;
      readonly durationMs: number;
      readonly endedAt: number;
    });

/**
 * `running` means that the journal has no later pause or end. Whether a process
 * still owns the run is the lease's word, not the journal's; without an owner it
 * was interrupted.
 */
export type RunStatus =
  | { readonly kind: 'empty' }
  | { readonly kind: 'running' }
  | {
      readonly kind: 'paused';
      readonly reason: JournalEventOf<'run-paused'>['reason'];
      readonly message: string;
    }
  | {
      readonly kind: 'ended';
      readonly reason: JournalEventOf<'run-ended'>['reason'];
      readonly message: string;
    };

/** One network that was trained anew and tested. */
export interface RetrainedSeed {
  readonly seed: number;
  /** The test metrics, and how training went. */
  readonly metrics: Metrics;
  readonly durationMs: number;
  readonly endedAt: number;
}

/** A candidate after the search: trained from scratch with several seeds. */
export interface Retrained {
  readonly trial: TrialId;
  /** Of each seed. */
  readonly epochs: number;
  /** By seed. */
  readonly seeds: readonly RetrainedSeed[];
  /** Seeds whose last attempt failed. */
  readonly failed: readonly { readonly seed: number; readonly code: FailureCode; readonly reason: string }[];
}

/** A retraining that has begun and not ended. As with a run, the lease says whether a process is at it. */
export interface Retraining {
  readonly trials: readonly TrialId[];
  readonly epochs: number;
  readonly seeds: number;
  readonly backend: string;
  readonly startedAt: number;
  /** The newest epoch of each seed that is being trained. */
  readonly running: readonly {
    readonly trial: TrialId;
    readonly seed: number;
    readonly epoch: number;
    readonly metrics: Metrics;
  }[];
}

/** What a journal says, folded. `replay.ts` makes it. */
export interface RunState {
  readonly status: RunStatus;
  readonly started: JournalEventOf<'run-started'> | undefined;
  /** By trial id; dense. */
  readonly trials: readonly TrialRecord[];
  /** Enqueued and not asked yet, in the order in which they will be. */
  readonly queue: readonly QueuedCandidate[];
  /** Candidates that were ever enqueued. */
  readonly nEnqueued: number;
  /** Full measurements that were asked for: `shareOf` every trial, added up. What a budget of trials counts. */
  readonly measurements: number;
  readonly tested: readonly { readonly trial: TrialId; readonly metrics: Metrics }[];
  /** One for each trial and number of epochs; what was asked for last comes last. */
  readonly retrained: readonly Retrained[];
  readonly retraining: Retraining | undefined;
  /** Of each network that holds several alternatives at once: how their weights went. The one that was begun last comes last. */
  readonly weights: readonly WeightsCourse[];
  readonly backend: string;
  /** Kinds of operations that it left to TensorFlow.js in some trial, sorted. */
  readonly fallbacks: readonly string[];
  /** Time of the newest event; a candidate that was enqueued is none, because the run may not be running then. */
  readonly at: number;
  /** Milliseconds in which the run was running (pauses left out). */
  readonly activeMs: number;
  /** Sum over measured trials. */
  readonly simulatedSeconds: number;
  /** The limits that an extension or a resumption put in place of the experiment's; `undefined` while those hold. */
  readonly budget: Budget | undefined;
}
