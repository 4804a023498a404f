import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  accKind,
  accumulating,
  border,
  difference,
  drawn,
  KernelMemory,
  product,
  randomFrom,
  seed,
  sizes,
  strides,
} from './harness';
import type { Sizes } from './harness';

import { batchNormGradient, EPSILON, finiteDifferences, statistics } from './normalization-reference';

const memory = new KernelMemory();
const { kernels } = memory;

const MOMENTUM = 0.9;

describe('batch norm', () => {
  it('takes mean and variance of each channel, and moves the moving ones', () => {
    fc.assert(
      fc.property(
        sizes,
        border,
        fc.double({ min: -20, max: 20, noNaN: true }),
        seed,
        (shape, around, offset, from) => {
          memory.clear();
          const random = randomFrom(from);
          const c = shape[3];
          const x = drawn(product(shape), random).map((value) => value + offset);
          const [gamma, beta, movingMean, movingVariance] = [0, 1, 2, 3].map(() => drawn(c, random));
          const results = [0, 1, 2, 3].map(() => memory.vector(c));
          const moving = [memory.vector(movingMean!), memory.vector(movingVariance!)];

          kernels.batchNormStatistics(
            ...shape,
            ...strides(memory.image(shape, around, x)),
            memory.vector(gamma!).address,
            memory.vector(beta!).address,
            EPSILON,
            results[0]!.address,
            results[1]!.address,
            results[2]!.address,
            results[3]!.address,
            moving[0]!.address,
            moving[1]!.address,
            MOMENTUM,
          );

          const { mean, variance } = statistics(x, c);
          const inverse = variance.map((value) => 1 / Math.sqrt(value + EPSILON));
          const scale = inverse.map((value, k) => value * gamma![k]!);
          const shift = scale.map((value, k) => beta![k]! - mean[k]! * value);
          const moved = [mean, variance].map((now, i) =>
            now.map((value, k) => MOMENTUM * [movingMean!, movingVariance!][i]![k]! + (1 - MOMENTUM) * value),
          );
          const wanted = [mean, inverse, scale, shift, ...moved];
          const worst = [...results, ...moving].map((got, i) => difference(got.read(), wanted[i]!));
          expect([Math.max(...worst) < 2e-5, memory.trespasses()]).toEqual([true, []]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps four digits of a variance far from zero, over many pixels', () => {
    memory.clear();
    const shape: Sizes = [16, 32, 32, 5];
    const x = drawn(product(shape), randomFrom(3)).map((value) => value + 1000);
    const vectors = Array.from({ length: 8 }, () => memory.vector([1, 1, 1, 1, 1]));
    const [gamma, beta, mean, inverse, scale, shift, movingMean, movingVariance] = vectors.map(
      (v) => v.address,
    );

    const placed = strides(memory.image(shape, undefined, x));
    kernels.batchNormStatistics(
      ...shape,
      ...placed,
      gamma!,
      beta!,
      0,
      mean!,
      inverse!,
      scale!,
      shift!,
      movingMean!,
      movingVariance!,
      0,
    );

    const exact = statistics(x, 5);
    expect(difference(vectors[7]!.read(), exact.variance)).toBeLessThan(1e-6);
    expect(difference(vectors[6]!.read(), exact.mean)).toBeLessThan(1e-7);
  });

  it('folds known statistics into one scale and one shift', () => {
    memory.clear();
    const vectors = [
      [2, 1, 3],
      [0.5, 0, 1],
      [1, 2, 3],
      [0.25, 1, 4],
    ].map((v) => memory.vector(v).address);
    const scale = memory.vector(3);
    const shift = memory.vector(3);

    kernels.batchNormFold(
      3,
      vectors[0]!,
      vectors[1]!,
      vectors[2]!,
      vectors[3]!,
      0,
      scale.address,
      shift.address,
    );

    expect([[...scale.read()], [...shift.read()], memory.trespasses()]).toEqual([
      [4, 1, 1.5],
      [-3.5, -2, -3.5],
      [],
    ]);
  });

  const gradientCase = fc.record({
    borders: fc.tuple(border, border, border, border),
    kind: accKind,
    act: fc.constantFrom(0, 1, 2),
    seed,
  });

  it('has the gradient of its definition', () => {
    fc.assert(
      fc.property(sizes, gradientCase, (shape, { borders, kind, act, seed: from }) => {
        memory.clear();
        const random = randomFrom(from);
        const c = shape[3];
        const x = drawn(product(shape), random).map((value) => 3 * value + 1);
        const dy = drawn(product(shape), random);
        const scale = drawn(c, random).map((value) => 3 * value);
        const shift = drawn(c, random);
        const gamma = drawn(c, random);
        const { mean, variance } = statistics(x, c);
        const inverse = variance.map((value) => 1 / Math.sqrt(value + EPSILON));
        const { out, acc, added } = accumulating(memory, shape, kind, borders[0], borders[1], random);
        const dgamma = memory.vector(c);
        const dbeta = memory.vector(c);

        kernels.batchNormGradient(
          ...shape,
          ...strides(memory.image(shape, borders[2], dy)),
          act,
          memory.vector(scale).address,
          memory.vector(shift).address,
          ...strides(memory.image(shape, borders[3], x)),
          memory.vector(mean).address,
          memory.vector(inverse).address,
          memory.vector(gamma).address,
          dgamma.address,
          dbeta.address,
          ...acc,
          ...strides(out),
          memory.vector(3 * c).address,
        );

        const passes = (value: number): boolean => act === 0 || (value > 0 && (act === 1 || value < 6));
        const into = (i: number): number => Math.fround(Math.fround(x[i]! * scale[i % c]!) + shift[i % c]!);
        const masked = dy.map((value, i) => (passes(into(i)) ? value : 0));
        const wanted = batchNormGradient(masked, x, gamma, mean, inverse);
        const dx = wanted.dx.map((value, i) => value + added[i]!);
        expect({
          dx: difference(out.read(), dx) < 1e-4,
          dgamma: difference(dgamma.read(), wanted.dgamma) < 1e-4,
          dbeta: difference(dbeta.read(), wanted.dbeta) < 1e-5,
          trespasses: memory.trespasses(),
        }).toEqual({ dx: true, dgamma: true, dbeta: true, trespasses: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('is compared with a gradient that finite differences confirm', () => {
    const random = randomFrom(11);
    const c = 2;
    const x = Float64Array.from(drawn(14, random));
    const dy = Float64Array.from(drawn(14, random));
    const gamma = Float64Array.from(drawn(c, random));
    const loss = (values: Float64Array): number => {
      const { mean, variance } = statistics(values, c);
      return values.reduce((sum, value, i) => {
        const normal = (value - mean[i % c]!) / Math.sqrt(variance[i % c]! + EPSILON);
        return sum + dy[i]! * normal * gamma[i % c]!;
      }, 0);
    };
    const { mean, variance } = statistics(x, c);
    const inverse = variance.map((value) => 1 / Math.sqrt(value + EPSILON));

    const { dx } = batchNormGradient(dy, x, gamma, mean, inverse);

    expect(difference(dx, finiteDifferences(loss, x))).toBeLessThan(1e-6);
  });
});
