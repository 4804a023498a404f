import type { Shape } from '../core/graph/operation';

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

/** A data set in memory, split. The three parts have no example in common. */
export interface Dataset {
  readonly name: string;
  /** `[height, width, channels]` or `[features]`. */
  readonly inputShape: Shape;
  readonly target: Target;
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
}
