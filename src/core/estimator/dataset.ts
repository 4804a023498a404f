import type { Shape } from '../graph/operation';

export interface Examples {
  readonly count: number;
  /** `[count, ...inputShape]`, row-major. */
  readonly x: Float32Array;
  /** Classes: `[count]` class positions. Regression: `[count, targets]` values. */
  readonly y: Float32Array;
}

export type Target =
  | { readonly kind: 'classes'; readonly names: readonly string[] }
  | { readonly kind: 'values'; readonly names: readonly string[] };

/**
 * How a value of the data became an input of the network:
 * `input = (value / divisor - mean[c]) / deviation[c]`, where `c` is the position along the last axis of `inputShape`.
 */
export interface InputScaling {
  /** 255 for images of 8-bit values, 1 for all else. */
  readonly divisor: number;
  readonly mean: readonly number[];
  /** Never 0: a constant input has deviation 1. */
  readonly deviation: readonly number[];
}

/** A data set in memory, split. The three parts have no example in common. */
export interface Dataset {
  readonly name: string;
  /** `[height, width, channels]` or `[features]`. */
  readonly inputShape: Shape;
  readonly target: Target;
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
  /** Absent for data made in memory, whose values are inputs as they are. */
  readonly scaling?: InputScaling;
}
