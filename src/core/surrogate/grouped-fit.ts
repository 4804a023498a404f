import { GaussianProcess } from './gaussian-process';
import { groupedKernel, kernelGradient } from './grouped-kernel';
import type { LogHyperparameters, PairParts } from './grouped-kernel';
import { minimize } from './lbfgs';

/** Medians and spreads (standard deviations of the logarithm) of log-normal priors. */
export interface GroupedPrior {
  readonly means: LogHyperparameters;
  readonly deviations: Float64Array;
}

/** Priors for standardised targets: all groups alike at first, most of the variance smooth, a tenth of it noise. */
export function groupedPrior(nGroups: number): GroupedPrior {
  const weight = Math.log(1 / nGroups);
  const means = Float64Array.from([
    ...Array.from({ length: nGroups }, () => weight),
    ...[0.7, 0.3, 0.3, 0.1].map(Math.log),
  ]);
  return { means, deviations: means.map((_, i) => (i < nGroups ? 1.5 : 1)) };
}

/**
 * The process with these hyperparameters.
 *
 * @param rows row i: the parts of input i with inputs 0 to i
 */
export function groupedProcess(
  hyperparameters: LogHyperparameters,
  rows: readonly PairParts[],
  targets: Float64Array,
  capacity = rows.length,
): GaussianProcess | undefined {
  const n = rows.length;
  const kernel = groupedKernel(hyperparameters);
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    kernel.fill(rows[i]!, 0, i + 1, covariance, i * n);
    covariance[i * n + i]! += kernel.noise;
  }
  return GaussianProcess.condition(covariance, targets, 0, capacity);
}

/** Minus the logarithm of posterior density of the hyperparameters, up to a constant, and its gradient; Infinity where hopeless. */
export function negativeLogPosterior(
  hyperparameters: LogHyperparameters,
  rows: readonly PairParts[],
  targets: Float64Array,
  { means, deviations }: GroupedPrior,
  gradient: Float64Array,
): number {
  const process = groupedProcess(hyperparameters, rows, targets);
  if (!process) return Infinity;
  const rise = kernelGradient(hyperparameters, rows, process.likelihoodGradient());
  let value = -process.logMarginalLikelihood();
  for (let k = 0; k < hyperparameters.length; k++) {
    const z = (hyperparameters[k]! - means[k]!) / deviations[k]!;
    value += (z * z) / 2;
    gradient[k] = z / deviations[k]! - rise[k]!;
  }
  return value;
}

/** The most likely hyperparameters given targets and prior (maximum a posteriori), from `start` on. */
export function fitGrouped(
  start: LogHyperparameters,
  rows: readonly PairParts[],
  targets: Float64Array,
  prior: GroupedPrior,
  maxIterations: number,
): LogHyperparameters {
  const f = (x: Float64Array, gradient: Float64Array): number =>
    negativeLogPosterior(x, rows, targets, prior, gradient);
  return minimize(f, start, { maxIterations, gradientTolerance: 0.01 }).x;
}
