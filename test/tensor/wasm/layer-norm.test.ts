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

import { EPSILON, finiteDifferences, layerNormGradient, layerStatistics } from './normalization-reference';

const memory = new KernelMemory();
const { kernels } = memory;

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
