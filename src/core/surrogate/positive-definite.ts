import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { Cholesky } from './cholesky';

/** Share of the mean diagonal below which a negative eigenvalue is rounding. */
const ROUNDING = 1e-8;

/**
 * The positive semi-definite matrix nearest to a symmetric one, by Frobenius' norm: negative eigenvalues become 0.
 *
 * Higham, "Computing a nearest symmetric positive semidefinite matrix", Linear Algebra and its Applications 103, 1988. For
 * covariances of kernels that are none on every set of inputs. A matrix that has a Cholesky factor with next to nothing
 * on its diagonal is itself the answer, in O(n³/6); otherwise eigenvalues take some ten times n³.
 *
 * @param matrix `[n, n]`, row-major; only its lower triangle is read
 * @returns a full matrix, which may be `matrix`
 */
export function nearestPositiveSemidefinite(matrix: Float64Array, n: number): Float64Array {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += matrix[i * n + i]!;
  const factor = Cholesky.factor(matrix, n);
  if (factor !== undefined && factor.jitter * n <= ROUNDING * trace) return matrix;

  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => matrix[i >= j ? i * n + j : j * n + i]!),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(rows), {
    assumeSymmetric: true,
  });
  const vectors = eigenvectorMatrix.to1DArray();
  const positive = new Float64Array(n * n);
  realEigenvalues.forEach((value, k) => {
    if (value <= 0) return;
    for (let i = 0; i < n; i++) {
      const scaled = value * vectors[i * n + k]!;
      for (let j = 0; j <= i; j++) positive[i * n + j]! += scaled * vectors[j * n + k]!;
    }
  });
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) positive[j * n + i] = positive[i * n + j]!;
  return positive;
}
