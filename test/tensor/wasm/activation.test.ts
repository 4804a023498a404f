import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Activation } from '../../../src/core/graph/operation';
import { ACTIVATIONS } from '../../../src/core/graph/operation';
import { ACTIVATION_FUNCTIONS } from '../../../src/tensor/operations/elementwise';
import { start } from '../backends';
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

const memory = new KernelMemory();
const { kernels } = memory;

const KINDS = ACTIVATIONS.filter((kind) => kind !== 'softmax');

/** -20 to 20, with every place where a formula changes. */
const GRID = Float32Array.from({ length: 1281 }, (_, i) => (i - 640) / 32);

beforeAll(() => start('cpu'));

describe.each(KINDS)('%s', (name) => {
  const kind = ACTIVATIONS.indexOf(name);

  it('has the value and the slope that tfjs gives', () => {
    memory.clear();
    const y = memory.vector(GRID.length);
    const dx = memory.vector(GRID.length);
    const x = memory.vector(GRID);
    const ones = memory.vector(new Float32Array(GRID.length).fill(1));

    kernels.activate(kind, 1, 1, GRID.length, 1, ...strides(x), ...strides(y));
    kernels.activateGradient(
      kind,
      1,
      1,
      GRID.length,
      1,
      ...strides(ones),
      ...strides(x),
      ...ABSENT,
      ...strides(dx),
    );

    const wanted = tf.tidy(() => {
      const f = ACTIVATION_FUNCTIONS[name];
      const grid = tf.tensor(GRID);
      return {
        value: f(grid).dataSync(),
        slope: tf
          .grad((z: tf.Tensor) => tf.mul(f(z), 1))(grid)
          .dataSync(),
      };
    });
    expect({
      value: difference(y.read(), wanted.value) < 2e-6,
      slope: difference(dx.read(), wanted.slope) < 4e-6,
      trespasses: memory.trespasses(),
    }).toEqual({ value: true, slope: true, trespasses: [] });
  });

  it('gives value and slope together as it does apart', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.tuple(border, border, border, border, border),
        accKind,
        seed,
        (shape, borders, added, from) => {
          memory.clear();
          const random = randomFrom(from);
          const values = drawn(product(shape), random).map((value) => 3 * value);
          const x = memory.image(shape, borders[0], values);
          const dy = memory.image(shape, borders[1], drawn(product(shape), random));
          const [y, alone, slope] = [borders[2], borders[3], borders[4]].map((around) =>
            memory.image(shape, around),
          );
          const { out, acc } = accumulating(memory, shape, added, borders[0], borders[1], random);
          const expected = memory.image(shape, borders[2], out.read());
          // Where the output is what is added to, so it is for the other one.
          const other = acc[0] === out.address ? strides(expected) : acc;

          kernels.activate(kind, ...shape, ...strides(x), ...strides(alone!));
          kernels.activateGradient(
            kind,
            ...shape,
            ...strides(dy),
            ...strides(x),
            ...other,
            ...strides(expected),
          );
          kernels.activateWithSlope(kind, ...shape, ...strides(x), ...strides(y!), ...strides(slope!));
          kernels.slopeGradient(...shape, ...strides(dy), ...strides(slope!), ...acc, ...strides(out));

          expect(y!.read()).toEqual(alone!.read());
          expect([out.read(), memory.trespasses()]).toEqual([expected.read(), []]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is exact to seven digits, near zero and far away', () => {
    memory.clear();
    const points = Float32Array.from(
      [1e-6, 1e-3, 0.1, 0.5, 1, 3, 5, 30, 100].flatMap((value) => [value, -value]),
    );
    const y = memory.vector(points.length);

    kernels.activate(kind, 1, 1, points.length, 1, ...strides(memory.vector(points)), ...strides(y));

    const worst = [...y.read()].map((value, i) => {
      const exact = EXACT[name](points[i]!);
      return Math.abs(value - exact) / Math.max(Math.abs(exact), 1e-30);
    });
    expect(Math.max(...worst)).toBeLessThan(name === 'gelu' ? 3e-6 : 1e-6);
  });

  it('keeps NaN', () => {
    memory.clear();
    const y = memory.vector(5);

    kernels.activate(kind, 1, 1, 5, 1, ...strides(memory.vector([NaN, 1, 1, 1, NaN])), ...strides(y));

    expect([...y.read()].map(Number.isNaN)).toEqual([true, false, false, false, true]);
  });
});

it('work on images with borders, and add to their gradient', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      sizes,
      fc.tuple(border, border, border, border),
      accKind,
      seed,
      (name, shape, borders, added, from) => {
        memory.clear();
        const kind = ACTIVATIONS.indexOf(name);
        const random = randomFrom(from);
        const x = drawn(product(shape), random).map((value) => besideKinks(8 * value));
        const dy = drawn(product(shape), random);
        const image = strides(memory.image(shape, borders[0], x));
        const y = memory.image(shape, borders[1]);
        const result = accumulating(memory, shape, added, borders[1], borders[2], random);

        kernels.activate(kind, ...shape, ...image, ...strides(y));
        kernels.activateGradient(
          kind,
          ...shape,
          ...strides(memory.image(shape, borders[3], dy)),
          ...image,
          ...result.acc,
          ...strides(result.out),
        );

        const f = EXACT[name];
        const wanted = dy.map((value, i) => value * slope(f, x[i]!) + result.added[i]!);
        expect({
          y: difference(y.read(), x.map(f)) < 1e-6,
          dx: difference(result.out.read(), wanted) < 1e-5,
          trespasses: memory.trespasses(),
        }).toEqual({ y: true, dx: true, trespasses: [] });
      },
    ),
    { numRuns: 300 },
  );
});

const clip = (value: number): number => Math.min(Math.max(value, 0), 1);
const selu = (x: number): number => 1.0507009873554805 * (x >= 0 ? x : 1.6732632423543772 * Math.expm1(x));

const EXACT: Readonly<Record<Exclude<Activation, 'softmax'>, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leaky_relu: (x) => (x > 0 ? x : 0.01 * x),
  elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  selu,
  gelu: (x) => x * normal(x),
  swish: (x) => x / (1 + Math.exp(-x)),
  hard_swish: (x) => x * clip(x / 6 + 0.5),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  hard_sigmoid: (x) => clip(x / 6 + 0.5),
  tanh: Math.tanh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

/** The normal distribution's function, integrated by Simpson's rule from a point beyond which nothing is left. */
function normal(x: number): number {
  if (x > 0) return 1 - normal(-x);
  const steps = 2000;
  const width = 12 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((x - i * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

/** Where a function has a corner its slope is two numbers, and single precision may stand on either side. */
function besideKinks(x: number): number {
  return [-3, 0, 3, 6].some((kink) => Math.abs(x - kink) < 1e-5) ? x + 1e-3 : x;
}

function slope(f: (x: number) => number, x: number): number {
  const step = 1e-6;
  return (f(x + step) - f(x - step)) / (2 * step);
}
