import type { Metrics } from '../core/trial/trial';
import type { LearnerState } from './learner';
import type { Fit } from './evaluation';

/** Sums over the batches of an epoch. */
export interface EpochSums {
  /** Of the learner's loss times the batch's size. */
  readonly loss: number;
  /** The same in units of the data. */
  readonly reported: number;
  readonly examples: number;
}

/** The best epoch so far, for early stopping. */
export interface BestEpoch {
  readonly epoch: number;
  readonly fit: Fit;
  readonly weights: readonly Float32Array[];
}

/**
 * A training between two batches: all that going on needs besides the request.
 * Order, augmentation and dropout follow from the seed and the position.
 *
 * The number of epochs is no part of it. A checkpoint of the end of a training
 * (`epoch` is one more than was trained, `batch` 0) can be taken on by a request
 * with more epochs. Where `spec.epochs` is the same and only `epochs` of the request
 * is larger, the result is that of a training that never stopped; with more
 * `spec.epochs` it goes on at the learning rates that the longer schedule has from there.
 */
export interface Checkpoint {
  /** What was trained, how and on what; a training takes up no checkpoint of another one. */
  readonly belongsTo: string;
  /** From 1. */
  readonly epoch: number;
  /** Batches of the epoch that are done. */
  readonly batch: number;
  readonly sums: EpochSums;
  /** Loss of the very first batch. */
  readonly firstLoss: number;
  readonly trainMs: number;
  /** What each finished epoch measured. */
  readonly curve: readonly Metrics[];
  /** Of the last finished epoch. */
  readonly fit: Fit | null;
  readonly best: BestEpoch | null;
  /** Every weight and statistic of the network, in its order. */
  readonly weights: readonly Float32Array[];
  readonly learner: LearnerState;
}

/** Where a training keeps its checkpoint. Whatever it rejects with ends the training. */
export interface CheckpointPort {
  load(): Promise<Checkpoint | undefined>;
  /** What is in the checkpoint is its own: nothing writes into it later. */
  save(checkpoint: Checkpoint): Promise<void>;
  /** Saves at most so often, between batches; Infinity: never. */
  readonly everySeconds: number;
  /** Hears that what `load` gave is of another training, and is not taken up. */
  refused?(): void;
  /** Whether the end is saved too, for a training that may be given more epochs. */
  readonly atEnd?: boolean;
}
