import { Cholesky } from './cholesky';

const LOG_2_PI = Math.log(2 * Math.PI);

/** What a Gaussian process says of m inputs, each by itself; of the function, without the noise of measuring it. */
export interface Prediction {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /**
   * `[m, nPending]`: how much the mean of an input moves when a pending target turns out one standard
   * deviation (given the pending ones before it) above its prediction. See `imagine`.
   */
  readonly sway: Float64Array;
}

/**
 * A Gaussian process given its observations: a covariance matrix and targets, whatever made them.
 *
 * Knows no kernel and no inputs: the caller works out covariances (any positive semi-definite matrix: a function of
 * vectors, of graphs, of distances) and adds the variance of the noise to the diagonal of those between observations.
 * Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, algorithm 2.1; instead of their α it keeps
 * β = L⁻¹(y - m), of which mean and variance of an input come by one solve.
 *
 * Matrices are row-major. n observations: conditioning O(n³/6), a row or new targets O(n²/2), a prediction O(n²/2).
 */
export class GaussianProcess {
  readonly #factor: Cholesky;
  #targets: Float64Array;
  #priorMean = 0;
  /** L⁻¹ (targets - prior mean); 0 for what is pending. */
  #beta: Float64Array;
  #nPending = 0;

  private constructor(factor: Cholesky, targets: Float64Array, priorMean: number) {
    this.#factor = factor;
    this.#targets = targets;
    this.#beta = targets;
    this.setTargets(targets, priorMean);
  }

  /**
   * @param covariance `[n, n]`, noise on its diagonal; only the lower triangle is read
   * @param targets `[n]`
   * @returns `undefined` when a number is not finite or no jitter makes the matrix positive definite
   */
  static condition(
    covariance: Float64Array,
    targets: Float64Array,
    priorMean = 0,
    capacity = targets.length,
  ): GaussianProcess | undefined {
    const factor = Cholesky.factor(covariance, targets.length, capacity);
    return factor && new GaussianProcess(factor, targets, priorMean);
  }

  /** Observations and pending inputs. */
  get size(): number {
    return this.#factor.size;
  }

  get nPending(): number {
    return this.#nPending;
  }

  /** Replaces the targets of the observations, as when they are standardised anew. */
  setTargets(targets: Float64Array, priorMean = this.#priorMean): void {
    this.#targets = Float64Array.from(targets);
    this.#priorMean = priorMean;
    const residuals = new Float64Array(this.size);
    for (let i = 0; i < targets.length; i++) residuals[i] = targets[i]! - priorMean;
    this.#beta = this.#factor.solveLower(residuals).fill(0, targets.length);
  }

  /**
   * Appends an observation: its covariances with those before it, its variance with noise, its target.
   * `false`, and nothing changed, when it depends on the others in floating point. Not while something is pending.
   */
  append(covariances: Float64Array, variance: number, target: number): boolean {
    if (!this.#factor.append(covariances, variance)) return false;
    const targets = new Float64Array(this.#targets.length + 1);
    targets.set(this.#targets);
    targets[targets.length - 1] = target;
    this.setTargets(targets);
    return true;
  }

  /**
   * Appends an input whose target is not known yet: covariances with everything before it, pending inputs too.
   * Its target is taken to be what is predicted, so that means stay as they are and variances shrink.
   */
  appendPending(covariances: Float64Array, variance: number): boolean {
    if (!this.#factor.append(covariances, variance)) return false;
    const beta = new Float64Array(this.size);
    beta.set(this.#beta);
    this.#beta = beta;
    this.#nPending++;
    return true;
  }

  /** Forgets what is pending. */
  dropPending(): void {
    this.#factor.shrink(this.#targets.length);
    this.#beta = this.#beta.slice(0, this.#targets.length);
    this.#nPending = 0;
  }

  /**
   * @param cross `[m, size]`, covariances of each input with the observations, then with what is pending; becomes scratch
   * @param priorVariances `[m]`, without noise
   */
  predict(cross: Float64Array, priorVariances: Float64Array): Prediction {
    const m = priorVariances.length;
    const n = this.size;
    const known = n - this.#nPending;
    const beta = this.#beta;
    const white = this.#factor.solveLowerRows(cross, m);
    const means = new Float64Array(m);
    const variances = new Float64Array(m);
    const sway = new Float64Array(m * this.#nPending);
    for (let i = 0; i < m; i++) {
      let mean = this.#priorMean;
      let explained = 0;
      for (let k = i * n, j = 0; j < n; k++, j++) {
        mean += white[k]! * beta[j]!;
        explained += white[k]! * white[k]!;
      }
      means[i] = mean;
      variances[i] = Math.max(0, priorVariances[i]! - explained);
      sway.set(white.subarray(i * n + known, (i + 1) * n), i * this.#nPending);
    }
    return { means, variances, sway };
  }

  /**
   * The pending targets under one fantasy: a joint draw from what is predicted of them, noise included.
   *
   * The same fantasy moves the mean of an input by the product of its `sway` with `normals`.
   *
   * @param normals `[nPending]`, standard normal
   */
  imagine(normals: Float64Array): Float64Array {
    const known = this.size - this.#nPending;
    const coordinates = this.#beta.slice();
    coordinates.set(normals, known);
    return normals.map((_, i) => this.#priorMean + this.#factor.multiplyRow(known + i, coordinates));
  }

  /**
   * Joint distribution of the function at m inputs, for draws from it.
   *
   * @param cross `[m, size]`; becomes scratch
   * @param prior `[m, m]`, without noise; becomes scratch
   * @returns draws, one for each vector of m standard normal numbers
   */
  joint(cross: Float64Array, prior: Float64Array): (normals: Float64Array) => Float64Array {
    const n = this.size;
    const m = n === 0 ? Math.sqrt(prior.length) : cross.length / n;
    const white = this.#factor.solveLowerRows(cross, m);
    const means = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      means[i] = this.#priorMean + product(white, i * n, this.#beta, 0, n);
      for (let j = 0; j <= i; j++) prior[i * m + j]! -= product(white, i * n, white, j * n, n);
      prior[i * m + i] = Math.max(0, prior[i * m + i]!);
    }
    const root = Cholesky.factor(prior, m);
    // Without a root nothing is uncertain: every variance is zero.
    return (normals) => {
      const deviations = root?.multiplyLower(normals);
      return means.map((mean, i) => mean + (deviations?.[i] ?? 0));
    };
  }

  /** ln of the density of the targets: Rasmussen and Williams, equation 2.30. */
  logMarginalLikelihood(): number {
    const fit = product(this.#beta, 0, this.#beta, 0, this.#beta.length);
    return -0.5 * (fit + this.#factor.logDeterminant() + this.size * LOG_2_PI);
  }

  /** A⁻¹ (targets - prior mean), α in the book; its sum is the likelihood's gradient by the prior mean. */
  weights(): Float64Array {
    return this.#factor.solveUpper(this.#beta.slice());
  }

  /**
   * `[n, n]`: the likelihood's gradient by the entries of the covariance matrix, ½(ααᵀ - A⁻¹), symmetric. That by a
   * hyperparameter is the sum over all entries of this times the entry's derivative: equation 5.9. O(n³/3).
   */
  likelihoodGradient(): Float64Array {
    const n = this.size;
    const alpha = this.weights();
    const gradient = this.#factor.inverse();
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) gradient[i * n + j] = 0.5 * (alpha[i]! * alpha[j]! - gradient[i * n + j]!);
    return gradient;
  }
}

function product(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let even = 0;
  let odd = 0;
  let k = 0;
  for (; k + 1 < length; k += 2) {
    even += a[aStart + k]! * b[bStart + k]!;
    odd += a[aStart + k + 1]! * b[bStart + k + 1]!;
  }
  if (k < length) even += a[aStart + k]! * b[bStart + k]!;
  return even + odd;
}
