import type { InputScaling } from '../core/estimator/dataset';
import type { Shape } from '../core/graph/operation';

/** Mean and deviation of each position of the last axis. */
export interface Moments {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * Moments over `count` examples: per feature for vectors, per channel (over all pixels) for images. The deviation is the
 * population's; a constant feature has deviation 1, so that it becomes 0 and not a division by zero.
 */
export function momentsOf(x: Float32Array, lastAxis: number): Moments {
  const rows = x.length / lastAxis;
  const mean = new Float64Array(lastAxis);
  const squares = new Float64Array(lastAxis);
  for (let i = 0; i < x.length; i++) mean[i % lastAxis]! += x[i]!;
  for (let c = 0; c < lastAxis; c++) mean[c]! /= rows;
  // A second pass: the difference of large sums would lose a small deviation.
  for (let i = 0; i < x.length; i++) squares[i % lastAxis]! += (x[i]! - mean[i % lastAxis]!) ** 2;
  const deviation = Array.from(squares, (sum, c) => {
    const value = Math.sqrt(sum / rows);
    // Rounding of 32-bit inputs alone gives a constant a deviation of about 1e-7 of its size.
    return value > 1e-6 * Math.max(1e-30, Math.abs(mean[c]!)) ? value : 1;
  });
  return { mean: Array.from(mean), deviation };
}

/** Writes `(x - mean) / deviation` into `x`. */
export function applyMoments(x: Float32Array, { mean, deviation }: Moments): void {
  const lastAxis = mean.length;
  for (let i = 0; i < x.length; i++) {
    const c = i % lastAxis;
    x[i] = (x[i]! - mean[c]!) / deviation[c]!;
  }
}

/** The same rule for every position of a flattened image. */
export function scalingOf(divisor: number, moments: Moments, inputShape: Shape): InputScaling {
  const lastAxis = inputShape[inputShape.length - 1]!;
  const along = (values: readonly number[]): number[] =>
    Array.from({ length: lastAxis }, (_, i) => values[i % values.length]!);
  return { divisor, mean: along(moments.mean), deviation: along(moments.deviation) };
}
