import type { Rng } from '../base/random';
import { GaussianProcessRegression } from './gaussian-process-regression';
import { stationaryKernel } from './kernels/stationary';
import type { Forecast, Regressor } from './regressor';

/** Observations that it learns from: the best, the latest and some of every rank. */
const MAX_OBSERVATIONS = 400;

/**
 * A Gaussian process as a regressor: Matérn 5/2 with one length scale for all columns, the likeliest hyperparameters.
 *
 * The prior's median of the length scale is the mean distance between two inputs.
 */
export function gaussianProcessRegressor(): Regressor {
  let regression: GaussianProcessRegression<Float64Array>;
  let observed: readonly Float64Array[] = [];

  return {
    fit(inputs: readonly Float64Array[], targets: Float64Array, rng: Rng): void {
      const kernel = stationaryKernel({
        profile: 'matern52',
        groups: Array<number>(inputs[0]!.length).fill(0),
        lengthScale: { median: meanDistance(inputs), logSd: 1 },
      });
      regression = new GaussianProcessRegression(kernel, {
        hyperparameters: 'map',
        maxObservations: MAX_OBSERVATIONS,
      });
      observed = inputs;
      regression.update(inputs, targets, rng);
    },
    predict(inputs): Forecast {
      const { gp, at } = regression.members[0]!;
      const { kernel } = regression;
      const cross = kernel.covariances(at.values, inputs, regression.inputsOf(observed));
      const { means, variances } = gp.predict(cross, kernel.variances(at.values, inputs));
      return { means, sds: variances.map(Math.sqrt) };
    },
  };
}

/** Root of the mean squared distance between two inputs; 1 where all are equal. */
function meanDistance(inputs: readonly Float64Array[]): number {
  const n = inputs.length;
  let squared = 0;
  for (let c = 0; c < inputs[0]!.length; c++) {
    let sum = 0;
    let squares = 0;
    for (const input of inputs) {
      sum += input[c]!;
      squares += input[c]! * input[c]!;
    }
    squared += Math.max(0, squares / n - (sum / n) ** 2);
  }
  return Math.sqrt(2 * squared) || 1;
}
