import { GaussianProcess } from '../../surrogate/gaussian-process';
import { minimize } from '../../surrogate/lbfgs';

/**
 * The covariance of networks at distances d_i, and the noise of a measurement:
 * α₁ exp(-Σ β_i d_i) + α₂ exp(-Σ β̄_i d̄_i²), where d̄ is d over the sum of both magnitudes.
 *
 * Kandasamy et al., section 4, with the powers and the sum of their code.
 */
export interface NetworkKernel {
  readonly alphas: readonly [number, number];
  readonly betas: Float64Array;
  readonly normalizedBetas: Float64Array;
  readonly noise: number;
}

export function covarianceAt(
  { alphas, betas, normalizedBetas }: NetworkKernel,
  distances: Float64Array,
  at: number,
  magnitudes: number,
): number {
  let plain = 0;
  let normalized = 0;
  for (let w = 0; w < betas.length; w++) {
    const d = distances[at + w]!;
    plain += betas[w]! * d;
    normalized += normalizedBetas[w]! * (d / magnitudes) ** 2;
  }
  return alphas[0] * Math.exp(-plain) + alphas[1] * Math.exp(-normalized);
}

/** Observations that a kernel is fitted to. */
export interface KernelData {
  /** Standardised. */
  readonly targets: Float64Array;
  /** `[pairs, nDistances]`; the pairs (1, 0), (2, 0), (2, 1), (3, 0) ... */
  readonly distances: Float64Array;
  /** `[pairs]`, sums of two. */
  readonly magnitudes: Float64Array;
  readonly nDistances: number;
}

/**
 * Where a parameter's logarithm is expected, and how far from it. Both sums start at half of the targets' variance; a mean distance
 * takes a factor e^-0.7 of the covariance.
 */
const PRIORS = {
  alpha: { mean: Math.log(0.5), sd: 1 },
  decay: { mean: Math.log(0.7), sd: 1.5 },
  noise: { mean: Math.log(0.02), sd: 1 },
} as const;
const LEAST_NOISE = 1e-4;
const MAX_ITERATIONS = 25;

/** The logarithms of the parameters in units of the data, from which the next fit starts. */
export type KernelStart = Float64Array;

/**
 * The most probable kernel: maximum of the marginal likelihood times log-normal priors, by L-BFGS.
 *
 * Climbs from the means of the priors and from where the last fit ended, which may be a lesser maximum. O(n³) an iteration. Kernels that are not positive definite on the data get what `Cholesky` adds to their diagonal.
 */
export function fitKernel(
  data: KernelData,
  start?: KernelStart,
): { kernel: NetworkKernel; start: KernelStart } {
  const k = data.nDistances;
  const nPairs = data.magnitudes.length;
  const columns = inUnits(data);
  const priors = [
    ...[PRIORS.alpha, PRIORS.alpha, PRIORS.noise],
    ...Array.from({ length: 2 * k }, () => ({ ...PRIORS.decay, mean: PRIORS.decay.mean - Math.log(k) })),
  ];
  const n = data.targets.length;
  const matrix = new Float64Array(n * n);
  const plain = new Float64Array(nPairs);
  const normalized = new Float64Array(nPairs);

  const means = Float64Array.from(priors, ({ mean }) => mean);
  const minima = [means, ...(start ? [start] : [])].map((from) =>
    minimize(negativeLogPosterior, from, { maxIterations: MAX_ITERATIONS, gradientTolerance: 0.02 }),
  );
  const { x } = minima.reduce((best, other) => (other.value < best.value ? other : best));
  return { kernel: kernelOf(x), start: x };

  function negativeLogPosterior(logs: Float64Array, gradient: Float64Array): number {
    const [a1, a2, excess] = [Math.exp(logs[0]!), Math.exp(logs[1]!), Math.exp(logs[2]!)];
    const decays = logs.slice(3).map(Math.exp);
    for (let i = 0, pair = 0; i < n; i++) {
      matrix[i * n + i] = a1 + a2 + LEAST_NOISE + excess;
      for (let j = 0; j < i; j++, pair++) {
        let [e1, e2] = [0, 0];
        for (let w = 0; w < k; w++) {
          e1 += decays[w]! * columns.values[pair * 2 * k + w]!;
          e2 += decays[k + w]! * columns.values[pair * 2 * k + k + w]!;
        }
        plain[pair] = a1 * Math.exp(-e1);
        normalized[pair] = a2 * Math.exp(-e2);
        matrix[i * n + j] = plain[pair]! + normalized[pair]!;
      }
    }
    const process = GaussianProcess.condition(matrix, data.targets);
    if (!process) return Infinity;
    const byEntry = process.likelihoodGradient();
    const byLog = new Float64Array(logs.length);
    for (let i = 0, pair = 0; i < n; i++) {
      const diagonal = byEntry[i * n + i]!;
      byLog[0]! += diagonal * a1;
      byLog[1]! += diagonal * a2;
      byLog[2]! += diagonal * excess;
      for (let j = 0; j < i; j++, pair++) {
        const [p, q] = [2 * byEntry[i * n + j]! * plain[pair]!, 2 * byEntry[i * n + j]! * normalized[pair]!];
        byLog[0]! += p;
        byLog[1]! += q;
        for (let w = 0; w < k; w++) {
          byLog[3 + w]! -= p * decays[w]! * columns.values[pair * 2 * k + w]!;
          byLog[3 + k + w]! -= q * decays[k + w]! * columns.values[pair * 2 * k + k + w]!;
        }
      }
    }
    let value = -process.logMarginalLikelihood();
    priors.forEach(({ mean, sd }, i) => {
      const deviation = (logs[i]! - mean) / sd;
      value += 0.5 * deviation ** 2;
      gradient[i] = deviation / sd - byLog[i]!;
    });
    return value;
  }

  function kernelOf(logs: Float64Array): NetworkKernel {
    const decays = logs.slice(3).map((log, w) => Math.exp(log) / columns.units[w]!);
    return {
      alphas: [Math.exp(logs[0]!), Math.exp(logs[1]!)],
      betas: decays.slice(0, k),
      normalizedBetas: decays.slice(k),
      noise: LEAST_NOISE + Math.exp(logs[2]!),
    };
  }
}

/** `[pairs, 2 nDistances]`: distances and squares of normalised ones, each column in units of its mean. */
function inUnits({ distances, magnitudes, nDistances: k }: KernelData): {
  values: Float64Array;
  units: Float64Array;
} {
  const values = new Float64Array(magnitudes.length * 2 * k);
  const units = new Float64Array(2 * k);
  magnitudes.forEach((magnitude, pair) => {
    for (let w = 0; w < k; w++) {
      const d = distances[pair * k + w]!;
      values[pair * 2 * k + w] = d;
      values[pair * 2 * k + k + w] = (d / magnitude) ** 2;
      units[w]! += d / magnitudes.length;
      units[k + w]! += (d / magnitude) ** 2 / magnitudes.length;
    }
  });
  // Where all networks are one, any unit does.
  for (let w = 0; w < 2 * k; w++) units[w] ||= 1;
  return { values: values.map((value, i) => value / units[i % (2 * k)]!), units };
}
