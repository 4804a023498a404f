import { GaussianProcess } from './gaussian-process';
import type { KernelParameter, PreparedKernel } from './kernels/kernel';

/** What a Gaussian process assumes before it sees targets, which have mean 0 and variance 1. */
export interface Hyperparameters {
  /** The function's mean, far away from all observations. */
  readonly mean: number;
  /** Variance of the noise of an observation. */
  readonly noise: number;
  /** The kernel's parameters, in its order. */
  readonly values: Float64Array;
}

/** Noise never goes below: two equal inputs must not make the matrix singular. Snoek's jitter. */
export const SMALLEST_NOISE = 1e-6;

/** What hyperparameters are judged by: n observations, covariances between them as a function of the kernel's parameters. */
export interface Evidence {
  readonly kernel: PreparedKernel;
  readonly parameters: readonly KernelParameter[];
  readonly targets: Float64Array;
}

/** The process of these observations under these hyperparameters; `undefined` where numbers overflow. O(n³/6). */
export function conditioned(
  { kernel, targets }: Evidence,
  { mean, noise, values }: Hyperparameters,
  matrix: Float64Array = new Float64Array(targets.length ** 2),
): GaussianProcess | undefined {
  const n = targets.length;
  kernel.fill(values, matrix);
  for (let i = 0; i < n; i++) matrix[i * n + i]! += noise;
  return GaussianProcess.condition(matrix, targets, mean);
}

/** The hyperparameters that are likely before anything is known. */
export function priorMedians(parameters: readonly KernelParameter[]): Hyperparameters {
  return {
    mean: 0,
    noise: NOISE_PRIOR.median + SMALLEST_NOISE,
    values: Float64Array.from(parameters, ({ median }) => median),
  };
}

/** Between a table of means and a noisy training; ln of it is normal. */
export const NOISE_PRIOR = { median: 0.03, logSd: 1.5 } as const;
