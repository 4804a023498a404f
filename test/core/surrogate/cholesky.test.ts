import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { Cholesky } from '../../../src/core/surrogate/cholesky';

describe('Cholesky', () => {
  it('factors a matrix worked out by hand', () => {
    // [2 0 0; 6 1 0; -8 5 3] times its transpose.
    const factor = factored([4, 12, -16, 12, 37, -43, -16, -43, 98], 3);

    expect([...factor.solveLower(Float64Array.of(2, 8, 0))]).toEqual([1, 2, -2 / 3]);
    expect(factor.logDeterminant()).toBeCloseTo(Math.log(36), 12);
    expect(factor.jitter).toBe(0);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 13, 30])('solves, inverts and tells the determinant of size %i', (n) => {
    const matrix = randomMatrix(n, n);
    const factor = factored(matrix, n);
    const x = Float64Array.from({ length: n }, (_, i) => Math.cos(i));

    const inverse = factor.inverse();

    expect(distance(factor.solve(times(matrix, n, x)), x)).toBeLessThan(1e-9);
    expect(distance(times(inverse, n, times(matrix, n, x)), x)).toBeLessThan(1e-9);
    expect(asymmetry(inverse, n)).toBe(0);
    expect(factor.logDeterminant()).toBeCloseTo(Math.log(determinant(matrix, n)), 8);
  });

  it.each([1, 3, 4, 6, 9])('solves %i right sides at once as one after the other', (nRows) => {
    const n = 11;
    const factor = factored(randomMatrix(n, 5), n);
    const sides = Float64Array.from({ length: nRows * n }, (_, i) => Math.sin(i));
    const oneByOne = Array.from({ length: nRows }, (_, r) => [
      ...factor.solveLower(sides.slice(r * n, (r + 1) * n)),
    ]).flat();

    expect(distance(factor.solveLowerRows(sides, nRows), Float64Array.from(oneByOne))).toBeLessThan(1e-12);
  });

  it('multiplies by its triangle what solving took away', () => {
    const factor = factored(randomMatrix(9, 8), 9);
    const b = Float64Array.from({ length: 9 }, (_, i) => Math.sin(i));

    expect(distance(factor.multiplyLower(factor.solveLower(b.slice())), b)).toBeLessThan(1e-12);
  });

  it('grows by rows to what factoring the whole gives, and shrinks back', () => {
    const n = 20;
    const matrix = randomMatrix(n, 2);
    const whole = factored(matrix, n);
    const grown = factored(corner(matrix, n, 6), 6);
    for (let i = 6; i < n; i++)
      expect(grown.append(matrix.slice(i * n, i * n + i), matrix[i * n + i]!)).toBe(true);
    const b = Float64Array.from({ length: n }, (_, i) => i - 3);

    expect(distance(grown.solve(b.slice()), whole.solve(b.slice()))).toBeLessThan(1e-9);
    grown.shrink(6);
    expect(grown.size).toBe(6);
    expect(grown.logDeterminant()).toBeCloseTo(factored(corner(matrix, n, 6), 6).logDeterminant(), 12);
  });

  it('refuses a row that depends on the others, and stays as it was', () => {
    const factor = factored([1, 0, 0, 1], 2);

    expect(factor.append(Float64Array.of(1, 0), 1)).toBe(false);
    expect(factor.append(Float64Array.of(NaN, 0), 1)).toBe(false);
    expect(factor.append(Float64Array.of(0.5, 0), 1)).toBe(true);
    expect(factor.logDeterminant()).toBeCloseTo(Math.log(0.75), 12);
  });

  it('adds a jitter to a matrix of equal rows, and says how much', () => {
    const factor = factored([2, 2, 2, 2], 2);

    expect(factor.jitter).toBeGreaterThan(0);
    expect(factor.jitter).toBeLessThanOrEqual(2e-2);
    const solved = factor.solve(Float64Array.of(1, 1));
    expect(solved[0]).toBeCloseTo(0.25, 5);
  });

  it.each([
    { matrix: [1, 2, 2, 1], why: 'indefinite' },
    { matrix: [1, NaN, NaN, 1], why: 'not a number outside of the diagonal' },
    { matrix: [Infinity, 0, 0, 1], why: 'infinite' },
    { matrix: [0, 0, 0, 0], why: 'nothing but zeros' },
  ])('answers nothing for a matrix that is $why', ({ matrix }) => {
    expect(Cholesky.factor(Float64Array.from(matrix), 2)).toBeUndefined();
  });

  it('is empty for no rows, and can grow from there', () => {
    const factor = factored([], 0);

    expect(factor.append(new Float64Array(0), 9)).toBe(true);
    expect([...factor.solve(Float64Array.of(18))]).toEqual([2]);
  });

  it('reads the lower triangle only', () => {
    const factor = factored([4, 777, 2, 5], 2);

    expect(factor.logDeterminant()).toBeCloseTo(Math.log(16), 12);
  });
});

function factored(matrix: ArrayLike<number>, n: number): Cholesky {
  const factor = Cholesky.factor(Float64Array.from(matrix), n);
  if (!factor) throw new Error('no factor');
  return factor;
}

/** B Bᵀ + I with B of small numbers. */
function randomMatrix(n: number, seed: number): Float64Array {
  const rng = createRng(seed);
  const b = Float64Array.from({ length: n * n }, () => rng.normal());
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) sum += (b[i * n + k]! * b[j * n + k]!) / n;
      matrix[i * n + j] = sum;
    }
  }
  return matrix;
}

function corner(matrix: Float64Array, n: number, size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => matrix[Math.floor(i / size) * n + (i % size)]!);
}

function times(matrix: Float64Array, n: number, x: Float64Array): Float64Array {
  return x.map((_, i) => x.reduce((sum, value, k) => sum + matrix[i * n + k]! * value, 0));
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}

function asymmetry(matrix: Float64Array, n: number): number {
  let most = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) most = Math.max(most, Math.abs(matrix[i * n + j]! - matrix[j * n + i]!));
  return most;
}

/** By elimination with the largest pivot. */
function determinant(matrix: Float64Array, n: number): number {
  const rows = Array.from({ length: n }, (_, i) => [...matrix.slice(i * n, (i + 1) * n)]);
  let product = 1;
  for (let c = 0; c < n; c++) {
    const pivot = rows.slice(c).reduce((best, row) => (Math.abs(row[c]!) > Math.abs(best[c]!) ? row : best));
    const at = rows.indexOf(pivot);
    if (at !== c) product = -product;
    [rows[c], rows[at]] = [rows[at]!, rows[c]!];
    product *= pivot[c]!;
    for (const row of rows.slice(c + 1)) {
      const factor = row[c]! / pivot[c]!;
      for (let k = c; k < n; k++) row[k]! -= factor * pivot[k]!;
    }
  }
  return product;
}
