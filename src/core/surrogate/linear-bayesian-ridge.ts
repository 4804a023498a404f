import { Cholesky } from './cholesky';
import type { Forecast, Regressor } from './regressor';

/** Prior precision of the weights over that of the noise: what is tried, from hardly any shrinkage to almost nothing but. */
const RATIOS = Array.from({ length: 13 }, (_, i) => 10 ** (-3 + i / 2));

/**
 * Bayesian linear regression: normal weights and noise, whose variances are those of the largest evidence.
 *
 * Bishop, "Pattern Recognition and Machine Learning", 2006, sections 3.3 and 3.5. The ratio of the two precisions is the best of thirteen on a grid,
 * for each of which the noise has a closed form. Columns and targets are centred, so that the intercept has no
 * prior. d columns: a fit costs O(n d² + 13 d³/6), a prediction O(d²/2).
 */
export function bayesianRidge(): Regressor {
  let centre = new Float64Array(0);
  let intercept = 0;
  let weights = new Float64Array(0);
  let precision: Cholesky | undefined;
  let noise = 0;

  return { fit, predict };

  function fit(inputs: readonly Float64Array[], targets: Float64Array): void {
    const n = inputs.length;
    const d = inputs[0]!.length;
    centre = meanOf(inputs);
    intercept = targets.reduce((a, b) => a + b, 0) / n;
    const rows = inputs.map((row) => row.map((x, c) => x - centre[c]!));
    const gram = gramOf(rows, d);
    const moments = new Float64Array(d);
    let squares = 0;
    for (const [r, row] of rows.entries()) {
      const y = targets[r]! - intercept;
      squares += y * y;
      for (let c = 0; c < d; c++) moments[c]! += row[c]! * y;
    }
    let best = -Infinity;
    for (const ratio of RATIOS) {
      const matrix = gram.slice();
      for (let c = 0; c < d; c++) matrix[c * d + c]! += ratio;
      const factor = Cholesky.factor(matrix, d);
      if (!factor) continue;
      const solution = factor.solve(moments.slice());
      const rest = Math.max(1e-9, squares - dot(moments, solution)) / n;
      const evidence = -0.5 * (n * Math.log(rest) + factor.logDeterminant() - d * Math.log(ratio));
      if (evidence <= best) continue;
      best = evidence;
      [weights, precision, noise] = [solution as Float64Array<ArrayBuffer>, factor, rest];
    }
  }

  function predict(inputs: readonly Float64Array[]): Forecast {
    const means = new Float64Array(inputs.length);
    const sds = new Float64Array(inputs.length);
    for (const [i, input] of inputs.entries()) {
      const x = input.map((value, c) => value - centre[c]!);
      means[i] = intercept + dot(weights, x);
      const white = precision!.solveLower(x);
      sds[i] = Math.sqrt(noise * dot(white, white));
    }
    return { means, sds };
  }
}

function meanOf(rows: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(rows[0]!.length);
  for (const row of rows) for (let c = 0; c < sums.length; c++) sums[c]! += row[c]! / rows.length;
  return sums;
}

/** `[d, d]`: products of columns; the lower triangle. */
function gramOf(rows: readonly Float64Array[], d: number): Float64Array {
  const gram = new Float64Array(d * d);
  for (const row of rows)
    for (let a = 0; a < d; a++) {
      const x = row[a]!;
      if (x !== 0) for (let b = 0; b <= a; b++) gram[a * d + b]! += x * row[b]!;
    }
  return gram;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
