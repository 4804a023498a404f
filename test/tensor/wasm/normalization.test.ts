import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ABSENT,
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

const memory = new KernelMemory();
const { kernels } = memory;

const EPSILON = 1e-3;
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
    borders: fc.tuple(border, border, border, border, border),
    kind: accKind,
    mask: fc.constantFrom('none', 'relu', 'relu6'),
    seed,
  });

  it('has the gradient of its definition', () => {
    fc.assert(
      fc.property(sizes, gradientCase, (shape, { borders, kind, mask, seed: from }) => {
        memory.clear();
        const random = randomFrom(from);
        const c = shape[3];
        const x = drawn(product(shape), random).map((value) => 3 * value + 1);
        const dy = drawn(product(shape), random);
        const r = drawn(product(shape), random).map((value) => Math.min(Math.max(0, 12 * value), 6));
        const gamma = drawn(c, random);
        const { mean, variance } = statistics(x, c);
        const inverse = variance.map((value) => 1 / Math.sqrt(value + EPSILON));
        const { out, acc, added } = accumulating(memory, shape, kind, borders[0], borders[1], random);
        const dgamma = memory.vector(c);
        const dbeta = memory.vector(c);

        kernels.batchNormGradient(
          ...shape,
          ...strides(memory.image(shape, borders[2], dy)),
          ...(mask === 'none' ? ABSENT : strides(memory.image(shape, borders[3], r))),
          Number(mask === 'relu6'),
          ...strides(memory.image(shape, borders[4], x)),
          memory.vector(mean).address,
          memory.vector(inverse).address,
          memory.vector(gamma).address,
          dgamma.address,
          dbeta.address,
          ...acc,
          ...strides(out),
          memory.vector(3 * c).address,
        );

        const passes = (value: number): boolean =>
          mask === 'none' || (value > 0 && (mask === 'relu' || value < 6));
        const masked = dy.map((value, i) => (passes(r[i]!) ? value : 0));
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

describe('layer norm', () => {
  it('normalises every pixel and tells its mean and inverse deviation', () => {
    fc.assert(
      fc.property(sizes, fc.tuple(border, border), seed, (shape, borders, from) => {
        memory.clear();
        const random = randomFrom(from);
        const [batch, h, w, c] = shape;
        const pixels = batch * h * w;
        const x = drawn(product(shape), random).map((value) => 3 * value + 5);
        const gamma = drawn(c, random);
        const beta = drawn(c, random);
        const y = memory.image(shape, borders[1]);
        const mean = memory.vector(pixels);
        const inverse = memory.vector(pixels);

        kernels.layerNorm(
          ...shape,
          ...strides(memory.image(shape, borders[0], x)),
          memory.vector(gamma).address,
          memory.vector(beta).address,
          EPSILON,
          ...strides(y),
          mean.address,
          inverse.address,
        );

        const wanted = layerStatistics(x, c);
        const normal = x.map((value, i) => {
          const p = Math.floor(i / c);
          return (value - wanted.mean[p]!) * wanted.inverse[p]! * gamma[i % c]! + beta[i % c]!;
        });
        expect({
          y: difference(y.read(), normal) < 3e-5,
          mean: difference(mean.read(), wanted.mean) < 1e-6,
          inverse: difference(inverse.read(), wanted.inverse) < 1e-5,
          trespasses: memory.trespasses(),
        }).toEqual({ y: true, mean: true, inverse: true, trespasses: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('has the gradient of its definition', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.tuple(border, border, border, border),
        accKind,
        seed,
        (shape, borders, kind, from) => {
          memory.clear();
          const random = randomFrom(from);
          const c = shape[3];
          const x = drawn(product(shape), random).map((value) => 3 * value + 1);
          const dy = drawn(product(shape), random);
          const gamma = drawn(c, random);
          const { mean, inverse } = layerStatistics(x, c);
          const { out, acc, added } = accumulating(memory, shape, kind, borders[0], borders[1], random);
          const dgamma = memory.vector(c);
          const dbeta = memory.vector(c);

          kernels.layerNormGradient(
            ...shape,
            ...strides(memory.image(shape, borders[2], dy)),
            ...strides(memory.image(shape, borders[3], x)),
            memory.vector(mean).address,
            memory.vector(inverse).address,
            memory.vector(gamma).address,
            dgamma.address,
            dbeta.address,
            ...acc,
            ...strides(out),
          );

          const wanted = layerNormGradient(dy, x, gamma);
          const dx = wanted.dx.map((value, i) => value + added[i]!);
          expect({
            dx: difference(out.read(), dx) < 1e-4,
            dgamma: difference(dgamma.read(), wanted.dgamma) < 1e-5,
            dbeta: difference(dbeta.read(), wanted.dbeta) < 1e-5,
            trespasses: memory.trespasses(),
          }).toEqual({ dx: true, dgamma: true, dbeta: true, trespasses: [] });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is compared with a gradient that finite differences confirm', () => {
    const random = randomFrom(12);
    const x = Float64Array.from(drawn(15, random));
    const dy = Float64Array.from(drawn(15, random));
    const gamma = Float64Array.from(drawn(5, random));
    const loss = (values: Float64Array): number => {
      const { mean, inverse } = layerStatistics(values, 5);
      return values.reduce((sum, value, i) => {
        const p = Math.floor(i / 5);
        return sum + dy[i]! * (value - mean[p]!) * inverse[p]! * gamma[i % 5]!;
      }, 0);
    };

    expect(difference(layerNormGradient(dy, x, gamma).dx, finiteDifferences(loss, x))).toBeLessThan(1e-6);
  });
});

type Numbers = Float32Array | Float64Array;

function statistics(x: Numbers, c: number): { mean: Float64Array; variance: Float64Array } {
  const count = x.length / c;
  const mean = new Float64Array(c);
  const variance = new Float64Array(c);
  x.forEach((value, i) => (mean[i % c]! += value / count));
  x.forEach((value, i) => (variance[i % c]! += (value - mean[i % c]!) ** 2 / count));
  return { mean, variance };
}

/** Ioffe and Szegedy 2015, the chain rule of section 3 solved for x. */
function batchNormGradient(dy: Numbers, x: Numbers, gamma: Numbers, mean: Numbers, inverse: Numbers) {
  const c = gamma.length;
  const count = x.length / c;
  const normal = Float64Array.from(x, (value, i) => (value - mean[i % c]!) * inverse[i % c]!);
  const dbeta = new Float64Array(c);
  const dgamma = new Float64Array(c);
  dy.forEach((value, i) => {
    dbeta[i % c]! += value;
    dgamma[i % c]! += value * normal[i]!;
  });
  const dx = Float64Array.from(dy, (value, i) => {
    const k = i % c;
    return gamma[k]! * inverse[k]! * (value - dbeta[k]! / count - (normal[i]! * dgamma[k]!) / count);
  });
  return { dx, dgamma, dbeta };
}

function layerStatistics(x: Numbers, c: number): { mean: Float64Array; inverse: Float64Array } {
  const rows = Array.from({ length: x.length / c }, (_, p) => x.slice(p * c, (p + 1) * c));
  const each = rows.map((row) => statistics(row, 1));
  return {
    mean: Float64Array.from(each, ({ mean }) => mean[0]!),
    inverse: Float64Array.from(each, ({ variance }) => 1 / Math.sqrt(variance[0]! + EPSILON)),
  };
}

/** Ba et al. 2016: each pixel is a batch norm over its channels, with `dy * gamma` coming in. */
function layerNormGradient(dy: Numbers, x: Numbers, gamma: Numbers) {
  const c = gamma.length;
  const { mean, inverse } = layerStatistics(x, c);
  const dbeta = new Float64Array(c);
  const dgamma = new Float64Array(c);
  const dx = new Float64Array(x.length);
  for (let p = 0; p < x.length / c; p++) {
    const normal = Float64Array.from({ length: c }, (_, k) => (x[p * c + k]! - mean[p]!) * inverse[p]!);
    const incoming = normal.map((_, k) => dy[p * c + k]! * gamma[k]!);
    const average = incoming.reduce((a, b) => a + b, 0) / c;
    const slope = incoming.reduce((sum, value, k) => sum + value * normal[k]!, 0) / c;
    normal.forEach((value, k) => {
      dbeta[k]! += dy[p * c + k]!;
      dgamma[k]! += dy[p * c + k]! * value;
      dx[p * c + k] = inverse[p]! * (incoming[k]! - average - value * slope);
    });
  }
  return { dx, dgamma, dbeta };
}

function finiteDifferences(f: (x: Float64Array) => number, x: Float64Array): Float64Array {
  const step = 1e-5;
  return x.map((value, i) => {
    const moved = (to: number): number => f(x.map((other, j) => (j === i ? to : other)));
    return (moved(value + step) - moved(value - step)) / (2 * step);
  });
}
