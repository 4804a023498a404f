import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Placed } from './harness';
import { difference, drawn, KernelMemory, randomFrom, seed } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

interface Weights {
  readonly size: number;
  readonly l2: number;
  readonly decoupled: number;
}

const weights: fc.Arbitrary<Weights> = fc.record({
  size: fc.integer({ min: 1, max: 70 }),
  l2: fc.constantFrom(0, 0.01),
  decoupled: fc.constantFrom(0, 0.05),
});
const tables = fc.array(weights, { minLength: 1, maxLength: 6 });

const RATE = 0.1;
const SCALE = 0.5;

it('sumOfSquares sums over all gradients in double precision', () => {
  fc.assert(
    fc.property(tables, seed, (table, from) => {
      memory.clear();
      const { address, gradients } = placed(table, from, 0);

      const got = kernels.sumOfSquares(address, table.length);

      const wanted = gradients.reduce(
        (sum, g) => sum + g.reduce((part, value) => part + value * value, 0),
        0,
      );
      expect([Math.abs(got - wanted) <= 1e-12 * wanted, memory.trespasses()]).toEqual([true, []]);
    }),
  );
});

interface Rule {
  readonly name: string;
  readonly moments: number;
  readonly step: (table: number, count: number) => void;
  /** Moves one weight. */
  readonly exact: (w: number, g: number, moments: number[], decoupled: number) => number;
}

const RULES: readonly Rule[] = [
  {
    name: 'sgd without memory',
    moments: 0,
    step: (table, count) => kernels.sgd(table, count, RATE, 0, 0, SCALE),
    exact: (w, g, _, decoupled) => w - RATE * (g + decoupled * w),
  },
  {
    name: 'sgd with momentum',
    moments: 1,
    step: (table, count) => kernels.sgd(table, count, RATE, 0.9, 0, SCALE),
    exact(w, g, moments, decoupled) {
      moments[0] = 0.9 * moments[0]! + g;
      return w - RATE * (moments[0] + decoupled * w);
    },
  },
  {
    name: 'sgd that looks ahead',
    moments: 1,
    step: (table, count) => kernels.sgd(table, count, RATE, 0.9, 1, SCALE),
    exact(w, g, moments, decoupled) {
      moments[0] = 0.9 * moments[0]! + g;
      return w - RATE * (g + 0.9 * moments[0] + decoupled * w);
    },
  },
  {
    name: 'adam',
    moments: 2,
    step: (table, count) => kernels.adam(table, count, RATE, 0.9, 0.999, 1 / 0.19, 1 / 0.001999, 1e-8, SCALE),
    exact(w, g, moments, decoupled) {
      moments[0] = 0.9 * moments[0]! + 0.1 * g;
      moments[1] = 0.999 * moments[1]! + 0.001 * g * g;
      const direction = moments[0] / 0.19 / (Math.sqrt(moments[1] / 0.001999) + 1e-8);
      return w - RATE * (direction + decoupled * w);
    },
  },
  {
    name: 'rmsprop',
    moments: 1,
    step: (table, count) => kernels.rmsprop(table, count, RATE, 0.9, 1e-7, SCALE),
    exact(w, g, moments, decoupled) {
      moments[0] = 0.9 * moments[0]! + 0.1 * g * g;
      return w - RATE * (g / (Math.sqrt(moments[0]) + 1e-7) + decoupled * w);
    },
  },
];

describe.each(RULES)('$name', ({ moments, step, exact }) => {
  it('moves every weight, and its memory, as its formula says', () => {
    fc.assert(
      fc.property(tables, seed, (table, from) => {
        memory.clear();
        const { address, gradients, tensors } = placed(table, from, moments);
        const before = tensors.map((tensor) => tensor.map((values) => values.read()));

        step(address, table.length);

        const wanted = table.map(({ size, l2, decoupled }, t) => {
          const moved = [0, 1, 2].slice(0, 1 + moments).map(() => new Float64Array(size));
          for (let k = 0; k < size; k++) {
            const [w, ...memories] = before[t]!.map((values) => values[k]!);
            moved[0]![k] = exact(w!, SCALE * gradients[t]![k]! + l2 * w!, memories, decoupled);
            memories.forEach((value, m) => (moved[m + 1]![k] = value));
          }
          return moved;
        });
        const worst = tensors.flatMap((tensor, t) =>
          tensor.map((got, i) => difference(got.read(), wanted[t]![i]!)),
        );
        expect([Math.max(...worst) < 2e-6, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 100 },
    );
  });
});

/** A table of random weights with their moments, of which the second is never negative. */
function placed(table: readonly Weights[], from: number, moments: number) {
  const random = randomFrom(from);
  const gradients = table.map(({ size }) => drawn(size, random));
  const tensors = table.map(({ size }): Placed[] => {
    const values = [drawn(size, random), drawn(size, random), drawn(size, random)];
    return values.slice(0, 1 + moments).map((some, i) => memory.vector(i > 0 ? some.map(Math.abs) : some));
  });
  const words = table.flatMap(({ size, l2, decoupled }, t) => [
    tensors[t]![0]!.address,
    memory.vector(gradients[t]!).address,
    tensors[t]![1]?.address ?? 0,
    tensors[t]![2]?.address ?? 0,
    size,
    l2,
    decoupled,
    0,
  ]);
  const floats = new Set(table.flatMap((_, t) => [8 * t + 5, 8 * t + 6]));
  return { address: memory.words(words, floats), gradients, tensors };
}
