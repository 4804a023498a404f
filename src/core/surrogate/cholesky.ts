/** Jitter is multiplied by ten from 1e-10 of the mean diagonal up to this share before a matrix counts as hopeless. */
const LARGEST_JITTER = 1e-2;

/** What a pivot must keep of its diagonal value: below, rounding has eaten it. */
const SMALLEST_PIVOT = 1e-14;

/**
 * The lower triangle L of a symmetric positive definite matrix A = L Lᵀ, which can
 * grow by rows.
 *
 * Row-major in a `Float64Array` with a stride of its own, so that a row is appended
 * in O(n²) instead of factoring again in O(n³/6): between two fits of a Gaussian
 * process only rows are appended. Libraries factor whole matrices only. Loops take
 * four rows at a time, which read the fifth once and do not wait for each other's sums:
 * 400 rows are factored in about 10 ms.
 */
export class Cholesky {
  #data: Float64Array;
  #stride: number;
  #size = 0;
  /** What was added to the diagonal so that the factor exists. */
  #jitter = 0;

  private constructor(capacity: number) {
    this.#stride = capacity;
    this.#data = new Float64Array(capacity * capacity);
  }

  /**
   * Factors `matrix` (n x n, row-major; only its lower triangle is read). A matrix that is not positive definite
   * in floating point gets a jitter on its diagonal; `undefined` when 1 % of the mean diagonal is not enough, or a value is not finite.
   */
  static factor(matrix: Float64Array, n: number, capacity = n): Cholesky | undefined {
    let trace = 0;
    for (let i = 0; i < n; i++) trace += matrix[i * n + i]!;
    if (!Number.isFinite(trace)) return undefined;
    const scale = n === 0 ? 1 : trace / n;
    const factor = new Cholesky(Math.max(capacity, n, 1));
    for (let share = 0; share <= LARGEST_JITTER * 1.01; share = share === 0 ? 1e-10 : share * 10) {
      if (factor.#fill(matrix, n, share * scale)) return factor;
    }
    return undefined;
  }

  get size(): number {
    return this.#size;
  }

  get jitter(): number {
    return this.#jitter;
  }

  #fill(matrix: Float64Array, n: number, jitter: number): boolean {
    this.#size = 0;
    this.#jitter = jitter;
    for (let i = 0; i < n; i++) {
      const begun = i % 4; // rows come in groups of four that share the columns before them
      if (begun === 0 && i + 4 <= n) this.#eliminateFour(matrix, i, n);
      const done = i - begun + 4 <= n ? i - begun : 0;
      if (!this.#appendFrom(matrix, i * n, matrix[i * n + i]!, done)) return false;
    }
    return true;
  }

  /** Columns before `first` of the rows from `first` to `first` + 3. */
  #eliminateFour(matrix: Float64Array, first: number, n: number): void {
    const data = this.#data;
    const stride = this.#stride;
    const [r0, r1, r2, r3] = [
      first * stride,
      (first + 1) * stride,
      (first + 2) * stride,
      (first + 3) * stride,
    ];
    for (let j = 0; j < first; j++) {
      const other = j * stride;
      let s0 = matrix[first * n + j]!;
      let s1 = matrix[(first + 1) * n + j]!;
      let s2 = matrix[(first + 2) * n + j]!;
      let s3 = matrix[(first + 3) * n + j]!;
      for (let k = 0; k < j; k++) {
        const value = data[other + k]!;
        s0 -= data[r0 + k]! * value;
        s1 -= data[r1 + k]! * value;
        s2 -= data[r2 + k]! * value;
        s3 -= data[r3 + k]! * value;
      }
      const pivot = 1 / data[other + j]!;
      data[r0 + j] = s0 * pivot;
      data[r1 + j] = s1 * pivot;
      data[r2 + j] = s2 * pivot;
      data[r3 + j] = s3 * pivot;
    }
  }

  /**
   * Appends a row: `covariances` with the rows before it, and its own `variance`.
   * Answers `false`, and leaves the factor as it was, when the grown matrix is not positive definite.
   */
  append(covariances: Float64Array, variance: number): boolean {
    if (this.#size === this.#stride) this.#grow();
    return this.#appendFrom(covariances, 0, variance, 0);
  }

  /** Of the new row, columns before `done` are there already. */
  #appendFrom(source: Float64Array, start: number, variance: number, done: number): boolean {
    const data = this.#data;
    const stride = this.#stride;
    const n = this.#size;
    const row = n * stride;
    for (let j = done; j < n; j++) {
      const other = j * stride;
      data[row + j] = (source[start + j]! - dot(data, row, other, j)) / data[other + j]!;
    }
    const rest = variance + this.#jitter - dot(data, row, row, n);
    // Written so that NaN fails too.
    if (!(rest > SMALLEST_PIVOT * Math.abs(variance))) return false;
    data[row + n] = Math.sqrt(rest);
    this.#size = n + 1;
    return true;
  }

  #grow(): void {
    const stride = Math.max(8, Math.ceil(this.#stride * 1.5));
    const data = new Float64Array(stride * stride);
    for (let i = 0; i < this.#size; i++) {
      data.set(this.#data.subarray(i * this.#stride, i * this.#stride + i + 1), i * stride);
    }
    this.#data = data;
    this.#stride = stride;
  }

  /** Takes away the last rows. */
  shrink(size: number): void {
    this.#size = Math.min(this.#size, size);
  }

  /** Solves L x = b in place; O(n²/2). */
  solveLower(b: Float64Array): Float64Array {
    return this.solveLowerRows(b, 1);
  }

  /** Solves L x = b in place for each of the `nRows` rows b of n numbers; O(nRows n²/2). */
  solveLowerRows(rows: Float64Array, nRows: number): Float64Array {
    const n = this.#size;
    let r = 0;
    for (; r + 4 <= nRows; r += 4) this.#solveFour(rows, r * n, 0);
    for (; r < nRows; r++) this.#solveOne(rows, r * n, 0);
    return rows;
  }

  /** Of numbers that are zero before position `first`. */
  #solveOne(b: Float64Array, start: number, first: number): void {
    const data = this.#data;
    for (let i = first; i < this.#size; i++) {
      const row = i * this.#stride;
      let even = b[start + i]!;
      let odd = 0;
      let k = first;
      for (; k + 1 < i; k += 2) {
        even -= data[row + k]! * b[start + k]!;
        odd -= data[row + k + 1]! * b[start + k + 1]!;
      }
      if (k < i) odd -= data[row + k]! * b[start + k]!;
      b[start + i] = (even + odd) / data[row + i]!;
    }
  }

  #solveFour(b: Float64Array, start: number, first: number): void {
    const data = this.#data;
    const n = this.#size;
    const [b0, b1, b2, b3] = [start, start + n, start + 2 * n, start + 3 * n];
    for (let i = first; i < n; i++) {
      const row = i * this.#stride;
      let s0 = b[b0 + i]!;
      let s1 = b[b1 + i]!;
      let s2 = b[b2 + i]!;
      let s3 = b[b3 + i]!;
      for (let k = first; k < i; k++) {
        const value = data[row + k]!;
        s0 -= value * b[b0 + k]!;
        s1 -= value * b[b1 + k]!;
        s2 -= value * b[b2 + k]!;
        s3 -= value * b[b3 + k]!;
      }
      const pivot = 1 / data[row + i]!;
      b[b0 + i] = s0 * pivot;
      b[b1 + i] = s1 * pivot;
      b[b2 + i] = s2 * pivot;
      b[b3 + i] = s3 * pivot;
    }
  }

  /** Solves Lᵀ x = b in place; O(n²/2). */
  solveUpper(b: Float64Array): Float64Array {
    const data = this.#data;
    for (let i = this.#size - 1; i >= 0; i--) {
      const row = i * this.#stride;
      const value = b[i]! / data[row + i]!;
      b[i] = value;
      for (let k = 0; k < i; k++) b[k]! -= data[row + k]! * value;
    }
    return b;
  }

  /** Solves A x = b in place; O(n²). */
  solve(b: Float64Array): Float64Array {
    return this.solveUpper(this.solveLower(b));
  }

  /** ln det A. */
  logDeterminant(): number {
    let sum = 0;
    for (let i = 0; i < this.#size; i++) sum += Math.log(this.#data[i * this.#stride + i]!);
    return 2 * sum;
  }

  /** L x; a draw from the normal distribution with covariance A when `x` is standard normal. */
  multiplyLower(x: Float64Array): Float64Array {
    return Float64Array.from({ length: this.#size }, (_, i) => this.multiplyRow(i, x));
  }

  /** The product of row i of L with the first i + 1 numbers of `x`. */
  multiplyRow(i: number, x: Float64Array): number {
    const row = i * this.#stride;
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += this.#data[row + k]! * x[k]!;
    return sum;
  }

  /** A⁻¹ as a full n x n matrix, row-major; O(n³/3). */
  inverse(): Float64Array {
    const n = this.#size;
    const columns = this.#invertedColumns();
    const inverse = new Float64Array(n * n);
    // A⁻¹ = L⁻ᵀ L⁻¹: products of the columns of L⁻¹, which begin at their diagonal.
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j += 4) {
        const [c0, c1, c2, c3] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n];
        let [s0, s1, s2, s3] = [0, 0, 0, 0];
        if (j + 3 <= i) {
          for (let k = i; k < n; k++) {
            const value = columns[i * n + k]!;
            s0 += value * columns[c0 + k]!;
            s1 += value * columns[c1 + k]!;
            s2 += value * columns[c2 + k]!;
            s3 += value * columns[c3 + k]!;
          }
          inverse[i * n + j] = s0;
          inverse[i * n + j + 1] = s1;
          inverse[i * n + j + 2] = s2;
          inverse[i * n + j + 3] = s3;
        } else {
          for (let c = j; c <= i; c++) inverse[i * n + c] = dot(columns, i * n + i, c * n + i, n - i);
        }
      }
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j]!;
    return inverse;
  }

  /** Row j is column j of L⁻¹, zero before position j. */
  #invertedColumns(): Float64Array {
    const n = this.#size;
    const columns = new Float64Array(n * n);
    for (let j = 0; j < n; j++) columns[j * n + j] = 1;
    let j = 0;
    for (; j + 4 <= n; j += 4) this.#solveFour(columns, j * n, j);
    for (; j < n; j++) this.#solveOne(columns, j * n, j);
    return columns;
  }
}

/** Of `length` numbers from `a` on with as many from `b` on; four sums, which do not wait for each other. */
function dot(data: Float64Array, a: number, b: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 4 <= length; k += 4) {
    s0 += data[a + k]! * data[b + k]!;
    s1 += data[a + k + 1]! * data[b + k + 1]!;
    s2 += data[a + k + 2]! * data[b + k + 2]!;
    s3 += data[a + k + 3]! * data[b + k + 3]!;
  }
  for (; k < length; k++) s0 += data[a + k]! * data[b + k]!;
  return s0 + s1 + (s2 + s3);
}
