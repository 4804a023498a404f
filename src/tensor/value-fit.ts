import type { NetworkTask } from './network';

/** How well values fit, in the units of the data. */
export interface ValueFit {
  readonly kind: 'values';
  readonly rmse: number;
  /** Mean absolute error over examples and targets. */
  readonly mae: number;
  /**
   * Share of the variance that is explained, the mean over the targets; below 0
   * when guessing the mean would be better. For a target that does not vary it
   * is 1 when there is no error, else 0.
   */
  readonly r2: number;
  /** Mean squared error over examples and targets. */
  readonly loss: number;
}

/**
 * @param outputs `[count, targets]`, standardised
 * @param y `[count, targets]`, in the units of the data
 */
export function valueFit(
  outputs: Float32Array,
  y: Float32Array,
  { mean, deviation }: NetworkTask & { kind: 'values' },
): ValueFit {
  const targets = mean.length;
  const squares = new Float64Array(targets);
  let absolutes = 0;
  y.forEach((value, i) => {
    const t = i % targets;
    const error = outputs[i]! * deviation[t]! + mean[t]! - value;
    squares[t]! += error * error;
    absolutes += Math.abs(error);
  });
  const mse = squares.reduce((sum, square) => sum + square, 0) / y.length;
  const spread = squaresAroundMean(y, targets);
  const explained = squares.map((square, t) =>
    spread[t]! > 0 ? 1 - square / spread[t]! : square === 0 ? 1 : 0,
  );
  return {
    kind: 'values',
    rmse: Math.sqrt(mse),
    mae: absolutes / y.length,
    r2: explained.reduce((sum, share) => sum + share, 0) / targets,
    loss: mse,
  };
}

function squaresAroundMean(y: Float32Array, targets: number): Float64Array {
  const mean = new Float64Array(targets);
  y.forEach((value, i) => (mean[i % targets]! += (value * targets) / y.length));
  const squares = new Float64Array(targets);
  y.forEach((value, i) => (squares[i % targets]! += (value - mean[i % targets]!) ** 2));
  return squares;
}
