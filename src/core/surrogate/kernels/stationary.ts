import type { Kernel, KernelParameter, PreparedKernel } from './kernel';

const SQRT_5 = Math.sqrt(5);

/** A correlation as a function of the squared distance, and its derivative by it. */
interface Profile {
  readonly correlation: (squared: number) => number;
  readonly slope: (squared: number) => number;
}

export const PROFILES = {
  /** Matérn with ν = 5/2: (1 + √5 r + 5r²/3) exp(-√5 r). Rasmussen and Williams, 2006, equation 4.17. */
  matern52: {
    correlation: (squared) => {
      const r = SQRT_5 * Math.sqrt(squared);
      return (1 + r + (r * r) / 3) * Math.exp(-r);
    },
    slope: (squared) => {
      const r = SQRT_5 * Math.sqrt(squared);
      return (-5 / 6) * (1 + r) * Math.exp(-r);
    },
  },
  /** exp(-r²/2). */
  'squared-exponential': {
    correlation: (squared) => Math.exp(-0.5 * squared),
    slope: (squared) => -0.5 * Math.exp(-0.5 * squared),
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;

/** A kernel of vectors that sees the distance between them only. */
export interface StationaryOptions {
  readonly profile: ProfileName;
  /** Length scale of each column, by number from 0: columns of one group share it (ARD over groups). */
  readonly groups: readonly number[];
  readonly lengthScale: { readonly median: number; readonly logSd: number };
}

/**
 * θ₀ f(r²) with r² = Σ_d (x_d - x'_d)² / θ_group(d)²: automatic relevance determination, a length scale per group of columns.
 *
 * Parameters: θ₀, then the length scale of each group. Snoek, Larochelle and Adams, "Practical Bayesian Optimization of
 * Machine Learning Algorithms", NIPS 2012, equation 6, with the Matérn profile. One of the two vectors is read by its
 * entries that are not zero, so that a one-hot code costs as much as the knobs it stands for.
 */
export function stationaryKernel({ profile, groups, lengthScale }: StationaryOptions): Kernel<Float64Array> {
  const { correlation, slope } = PROFILES[profile];
  const nGroups = Math.max(0, ...groups.map((group) => group + 1));
  const parameters: KernelParameter[] = [{ role: 'amplitude', median: 1, logSd: 1 }];
  for (let g = 0; g < nGroups; g++) parameters.push({ role: 'length-scale', ...lengthScale });

  return { parameters, covariances, variances, prepare };

  function covariances(
    values: Float64Array,
    a: readonly Float64Array[],
    b: readonly Float64Array[],
  ): Float64Array {
    const precision = Float64Array.from(groups, (group) => 1 / values[group + 1]! ** 2);
    const amplitude = values[0]!;
    const n = a.length;
    const normsA = a.map((x) => squaredNorm(x, precision));
    const columnsA = transposed(a, groups.length);
    const cross = new Float64Array(n);
    const out = new Float64Array(n * b.length);
    b.forEach((x, j) => {
      cross.fill(0);
      // Column by column, so that memory is read in its order.
      for (let c = 0; c < x.length; c++) {
        if (x[c] === 0) continue;
        const entry = x[c]! * precision[c]!;
        for (let i = 0, at = c * n; i < n; i++) cross[i]! += columnsA[at++]! * entry;
      }
      const norm = squaredNorm(x, precision);
      for (let i = 0; i < n; i++)
        out[i * b.length + j] = amplitude * correlation(Math.max(0, normsA[i]! + norm - 2 * cross[i]!));
    });
    return out;
  }

  function variances(values: Float64Array, inputs: readonly Float64Array[]): Float64Array {
    return new Float64Array(inputs.length).fill(values[0]!);
  }

  function prepare(inputs: readonly Float64Array[]): PreparedKernel {
    const n = inputs.length;
    const distances = groupDistances(inputs, groups, nGroups);
    const squared = new Float64Array((n * (n + 1)) / 2);
    let filled: Float64Array = new Float64Array(0);
    let at: Float64Array = new Float64Array(0);

    return {
      fill(values, matrix) {
        const precision = Float64Array.from({ length: nGroups }, (_, g) => 1 / values[g + 1]! ** 2);
        at = values.slice();
        filled = matrix;
        let d = 0;
        let pair = 0;
        for (let i = 0; i < n; i++) {
          for (let j = 0; j <= i; j++) {
            let sum = 0;
            for (let g = 0; g < nGroups; g++) sum += distances[d++]! * precision[g]!;
            squared[pair++] = sum;
            matrix[i * n + j] = values[0]! * correlation(sum);
          }
        }
      },
      contract(weights) {
        const sums = new Float64Array(nGroups + 1);
        let d = 0;
        let pair = 0;
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < i; j++) {
            const weight = 2 * weights[i * n + j]!;
            sums[0]! += weight * filled[i * n + j]!;
            const change = weight * slope(squared[pair++]!);
            for (let g = 0; g < nGroups; g++) sums[g + 1]! += change * distances[d++]!;
          }
          sums[0]! += weights[i * n + i]! * at[0]!;
          pair++;
          d += nGroups;
        }
        for (let g = 1; g <= nGroups; g++) sums[g]! *= (-2 * at[0]!) / at[g]! ** 2;
        return sums;
      },
    };
  }
}

/** `[pairs, groups]`: squared distances, pairs in the order of a lower triangle, row by row. */
function groupDistances(
  inputs: readonly Float64Array[],
  groups: readonly number[],
  nGroups: number,
): Float64Array {
  const n = inputs.length;
  const distances = new Float64Array(((n * (n + 1)) / 2) * nGroups);
  let start = 0;
  for (let i = 0; i < n; i++) {
    const a = inputs[i]!;
    for (let j = 0; j <= i; j++, start += nGroups) {
      const b = inputs[j]!;
      for (let c = 0; c < groups.length; c++) distances[start + groups[c]!]! += (a[c]! - b[c]!) ** 2;
    }
  }
  return distances;
}

function squaredNorm(x: Float64Array, precision: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < x.length; c++) sum += x[c]! * x[c]! * precision[c]!;
  return sum;
}

/** `[nColumns, n]` of n rows. */
function transposed(rows: readonly Float64Array[], nColumns: number): Float64Array {
  const n = rows.length;
  const columns = new Float64Array(nColumns * n);
  rows.forEach((row, i) => {
    for (let c = 0; c < nColumns; c++) columns[c * n + i] = row[c]!;
  });
  return columns;
}
