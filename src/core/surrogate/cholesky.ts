/** Jitter is multiplied by ten from 1e-10 of the mean diagonal up to this share before a matrix counts as hopeless. */
const LARGEST_JITTER = 1e-2;

/**
 * The lower triangle L of a symmetric positive definite matrix A = L Lᵀ, which can
 * grow by rows.
 *
 * Row-major in a `Float64Array` with a stride of its own, so that a row is appended
 * in O(n²) instead of factoring again in O(n³/3): between two fits of a Gaussian
 * process only rows are appended. Libraries factor whole matrices only.
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
    for (let share = 0; share <= LARGEST_JITTER; share = share === 0 ? 1e-10 : share * 10) {
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
      if (!this.#appendFrom(matrix, i * n, matrix[i * n + i]!)) return false;
    }
    return true;
  }

  /**
   * Appends a row: `covariances` with the rows before it, and its own `variance`.
   * Answers `false`, and leaves the factor as it was, when the grown matrix is not positive definite.
   */
  append(covariances: Float64Array, variance: number): boolean {
    if (this.#size === this.#stride) this.#grow();
    return this.#appendFrom(covariances, 0, variance);
  }

  #appendFrom(source: Float64Array, start: number, variance: number): boolean {
    const data = this.#data;
    const stride = this.#stride;
    const n = this.#size;
    const row = n * stride;
    let rest = variance + this.#jitter;
    for (let j = 0; j < n; j++) {
      const other = j * stride;
      let sum = source[start + j]!;
      for (let k = 0; k < j; k++) sum -= data[row + k]! * data[other + k]!;
      const value = sum / data[other + j]!;
      data[row + j] = value;
      rest -= value * value;
    }
    // Written so that NaN fails too.
    if (!(rest > 1e-14 * Math.abs(variance))) return false;
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
    const data = this.#data;
    for (let i = 0; i < this.#size; i++) {
      const row = i * this.#stride;
      let sum = b[i]!;
      for (let k = 0; k < i; k++) sum -= data[row + k]! * b[k]!;
      b[i] = sum / data[row + i]!;
    }
    return b;
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

  /** A⁻¹ as a full n x n matrix, row-major; O(n³/2). */
  inverse(): Float64Array {
    const n = this.#size;
    const { rows, stride } = this.#invertedLower();
    const inverse = new Float64Array(n * n);
    // A⁻¹ = L⁻ᵀ L⁻¹: sums over the rows of L⁻¹, walked along rows.
    for (let k = 0; k < n; k++) {
      const row = k * stride;
      for (let i = 0; i <= k; i++) {
        const left = rows[row + i]!;
        const out = i * n;
        for (let j = 0; j <= i; j++) inverse[out + j]! += left * rows[row + j]!;
      }
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j]!;
    return inverse;
  }

  #invertedLower(): { readonly rows: Float64Array; readonly stride: number } {
    const n = this.#size;
    const rows = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      const row = i * this.#stride;
      const pivot = this.#data[row + i]!;
      for (let k = 0; k < i; k++) {
        const factor = this.#data[row + k]!;
        for (let j = 0; j <= k; j++) rows[i * n + j]! -= factor * rows[k * n + j]!;
      }
      for (let j = 0; j < i; j++) rows[i * n + j]! /= pivot;
      rows[i * n + i] = 1 / pivot;
    }
    return { rows, stride: n };
  }
}
