/**
 * What the kernel looks at in a pair of inputs, `nGroups` + 2 numbers in a row:
 * the squared distance in each group of features, the share of equal choices, and the inner product of the linear features.
 */
export type PairParts = Float64Array;

/** Numbers a pair takes in `PairParts`. */
export function partsPerPair(nGroups: number): number {
  return nGroups + 2;
}

/**
 * The logarithms of the hyperparameters: a weight for each group, then the variances of the smooth part, of the
 * equal choices, of the linear part and of the noise.
 */
export type LogHyperparameters = Float64Array;

/**
 * k = a exp(-Σ w_g D_g) + b (share of equal choices) + c (linear) + noise, over groups of features that are known only by
 * their distances.
 *
 * A sum of positive semi-definite kernels: a squared exponential with one length scale a group, the weighted
 * degree-of-agreement kernel, and a linear one (Rasmussen and Williams, chapter 4.2). Whatever an input is, it comes as
 * `PairParts`, which do not change while hyperparameters do.
 */
export interface GroupedKernel {
  readonly noise: number;
  /** Covariances of `count` pairs whose parts begin at pair `from`; without noise. */
  fill(parts: PairParts, from: number, count: number, out: Float64Array, outStart: number): void;
}

export function groupedKernel(hyperparameters: LogHyperparameters): GroupedKernel {
  const nGroups = hyperparameters.length - 4;
  const stride = partsPerPair(nGroups);
  const values = hyperparameters.map(Math.exp);
  const [smooth, equal, linear, noise] = values.subarray(nGroups) as unknown as [
    number,
    number,
    number,
    number,
  ];
  return {
    noise,
    fill(parts, from, count, out, outStart) {
      for (let i = 0, p = from * stride; i < count; i++, p += stride) {
        let exponent = 0;
        for (let g = 0; g < nGroups; g++) exponent += values[g]! * parts[p + g]!;
        out[outStart + i] =
          smooth * Math.exp(-exponent) + equal * parts[p + nGroups]! + linear * parts[p + nGroups + 1]!;
      }
    },
  };
}

/**
 * The gradient by the log hyperparameters of a function of the covariance matrix between n inputs.
 *
 * @param rows row i: the parts of input i with inputs 0 to i
 * @param outer `[n, n]`: the function's derivatives by the entries, symmetric; noise is on the diagonal
 */
export function kernelGradient(
  hyperparameters: LogHyperparameters,
  rows: readonly PairParts[],
  outer: Float64Array,
): Float64Array {
  const n = rows.length;
  const nGroups = hyperparameters.length - 4;
  const stride = partsPerPair(nGroups);
  const values = hyperparameters.map(Math.exp);
  const gradient = new Float64Array(hyperparameters.length);
  const smooth = values[nGroups]!;
  for (let i = 0; i < n; i++) {
    const parts = rows[i]!;
    for (let j = 0, p = 0; j <= i; j++, p += stride) {
      // Both triangles at once.
      const weight = outer[i * n + j]! * (i === j ? 1 : 2);
      let exponent = 0;
      for (let g = 0; g < nGroups; g++) exponent += values[g]! * parts[p + g]!;
      const rise = weight * smooth * Math.exp(-exponent);
      gradient[nGroups]! += rise;
      for (let g = 0; g < nGroups; g++) gradient[g]! -= rise * parts[p + g]!;
      gradient[nGroups + 1]! += weight * parts[p + nGroups]!;
      gradient[nGroups + 2]! += weight * parts[p + nGroups + 1]!;
    }
    gradient[nGroups + 3]! += outer[i * n + i]!;
  }
  for (let k = 0; k < gradient.length; k++) if (k !== nGroups) gradient[k]! *= values[k]!;
  return gradient;
}
