import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { difference, drawn, KernelMemory, randomFrom, seed } from './harness';
import { finiteDifferences } from './normalization-reference';

const memory = new KernelMemory();
const { kernels } = memory;

const rows = fc.integer({ min: 1, max: 9 });
const width = fc.integer({ min: 1, max: 41 });

describe('softmax', () => {
  it('is that of the scaled row, or of the part of it that is not later', () => {
    fc.assert(
      fc.property(
        width,
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        fc.boolean(),
        seed,
        (n, blocks, isCausal, isInPlace, from) => {
          memory.clear();
          const m = isCausal ? n * blocks : blocks;
          const x = drawn(m * n, randomFrom(from)).map((value) => 40 * value);
          const given = memory.vector(x);
          const y = isInPlace ? given : memory.vector(m * n);

          kernels.softmax(m, n, given.address, y.address, 0.7, isCausal ? n : 0);

          const wanted = perRow(m, (i) => {
            const seen = [...x.slice(i * n, i * n + (isCausal ? (i % n) + 1 : n))].map(
              (value) => 0.7 * value,
            );
            return [...softmax(seen), ...new Array<number>(n - seen.length).fill(0)];
          });
          expect([difference(y.read(), wanted) < 2e-6, memory.trespasses()]).toEqual([true, []]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not overflow, and keeps NaN', () => {
    memory.clear();
    const y = memory.vector(6);

    kernels.softmax(2, 3, memory.vector([3e38, 3e38, -3e38, NaN, 1, 2]).address, y.address, 1, 0);

    expect([...y.read()].map((value) => Math.round(1e6 * value))).toEqual([5e5, 5e5, 0, NaN, NaN, NaN]);
  });

  it('has the gradient of its definition', () => {
    fc.assert(
      fc.property(rows, width, fc.boolean(), seed, (m, n, isInPlace, from) => {
        memory.clear();
        const random = randomFrom(from);
        const x = drawn(m * n, random);
        const y = Float32Array.from(perRow(m, (i) => softmax([...x.slice(i * n, (i + 1) * n)])));
        const dy = drawn(m * n, random);
        const given = memory.vector(dy);
        const dx = isInPlace ? given : memory.vector(m * n);

        kernels.softmaxGradient(m, n, memory.vector(y).address, given.address, dx.address, 0.7);

        const wanted = perRow(m, (i) => {
          const along = sum(n, (k) => y[i * n + k]! * dy[i * n + k]!);
          return Array.from({ length: n }, (_, k) => 0.7 * y[i * n + k]! * (dy[i * n + k]! - along));
        });
        expect([difference(dx.read(), wanted) < 1e-6, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('softmaxCrossEntropy', () => {
  it('is the weighted cross-entropy of each row, with its gradient', () => {
    fc.assert(
      fc.property(rows, width, fc.boolean(), seed, (m, n, wantsGradient, from) => {
        memory.clear();
        const random = randomFrom(from);
        const logits = drawn(m * n, random).map((value) => 20 * value);
        const targets = drawn(m * n, random).map((value) => Math.max(0, value));
        const weights = drawn(m, random);
        const losses = memory.vector(m);
        const gradient = memory.vector(m * n);

        kernels.softmaxCrossEntropy(
          m,
          n,
          memory.vector(logits).address,
          memory.vector(targets).address,
          memory.vector(weights).address,
          losses.address,
          wantsGradient ? gradient.address : 0,
        );

        const loss = (i: number, z: ArrayLike<number>): number => {
          const top = Math.max(...Array.from(z));
          const logSum = top + Math.log(sum(n, (k) => Math.exp(z[k]! - top)));
          return -weights[i]! * sum(n, (k) => targets[i * n + k]! * (z[k]! - logSum));
        };
        const row = (i: number): Float64Array => Float64Array.from(logits.slice(i * n, (i + 1) * n));
        const wantedLosses = Float64Array.from({ length: m }, (_, i) => loss(i, row(i)));
        const slopes = perRow(m, (i) => finiteDifferences((z) => loss(i, z), row(i)));
        const nothing = new Float64Array(m * n).fill(NaN);
        expect({
          losses: difference(losses.read(), wantedLosses) < 1e-7,
          gradient: difference(gradient.read(), wantsGradient ? slopes : nothing) < 1e-5,
          trespasses: memory.trespasses(),
        }).toEqual({ losses: true, gradient: true, trespasses: [] });
      }),
      { numRuns: 100 },
    );
  });

  it('is finite for a sure and right answer, and NaN for a NaN', () => {
    memory.clear();
    const losses = memory.vector(2);
    const gradient = memory.vector(4);
    const logits = memory.vector([1000, -1000, NaN, 0]).address;
    const targets = memory.vector([1, 0, 1, 0]).address;

    kernels.softmaxCrossEntropy(
      2,
      2,
      logits,
      targets,
      memory.vector([1, 1]).address,
      losses.address,
      gradient.address,
    );

    expect([[...losses.read()], [...gradient.read()]]).toEqual([
      [0, NaN],
      [0, 0, NaN, NaN],
    ]);
  });
});

describe('squaredError', () => {
  it('is the weighted mean of squares of each row, with its gradient', () => {
    fc.assert(
      fc.property(rows, width, fc.boolean(), seed, (m, n, wantsGradient, from) => {
        memory.clear();
        const random = randomFrom(from);
        const outputs = drawn(m * n, random);
        const targets = drawn(m * n, random);
        const weights = drawn(m, random);
        const losses = memory.vector(m);
        const gradient = memory.vector(m * n);

        kernels.squaredError(
          m,
          n,
          memory.vector(outputs).address,
          memory.vector(targets).address,
          memory.vector(weights).address,
          losses.address,
          wantsGradient ? gradient.address : 0,
        );

        const errors = Float64Array.from(outputs, (value, i) => value - targets[i]!);
        const wantedLosses = Float64Array.from({ length: m }, (_, i) => {
          return (weights[i]! * sum(n, (k) => errors[i * n + k]! ** 2)) / n;
        });
        const slopes = errors.map((error, i) => (weights[Math.floor(i / n)]! * 2 * error) / n);
        const nothing = new Float64Array(m * n).fill(NaN);
        expect({
          losses: difference(losses.read(), wantedLosses) < 1e-7,
          gradient: difference(gradient.read(), wantsGradient ? slopes : nothing) < 1e-7,
          trespasses: memory.trespasses(),
        }).toEqual({ losses: true, gradient: true, trespasses: [] });
      }),
      { numRuns: 100 },
    );
  });
});

const sum = (n: number, f: (k: number) => number): number =>
  Array.from({ length: n }, (_, k) => f(k)).reduce((a, b) => a + b, 0);

const perRow = (m: number, row: (i: number) => ArrayLike<number>): Float64Array =>
  Float64Array.from(Array.from({ length: m }, (_, i) => Array.from(row(i))).flat());

function softmax(x: readonly number[]): number[] {
  const top = Math.max(...x);
  const parts = x.map((value) => Math.exp(value - top));
  const all = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / all);
}
