import fc from 'fast-check';
import { expect, it } from 'vitest';

import { Noise } from '../../src/tensor/noise';

const COUNT = 20_000;

it('one seed gives one sequence, whatever was drawn before', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 9 }), (seed, before) => {
      const fresh = noiseOf(seed);
      const used = noiseOf(7);
      for (let i = 0; i < before; i++) used.next();
      used.seed(seed);
      expect(draw(used, 5)).toEqual(draw(fresh, 5));
    }),
  );
});

it('seeds that follow each other give unrelated first numbers', () => {
  const firsts = Array.from({ length: COUNT }, (_, seed) => noiseOf(seed).next());
  expect(mean(firsts)).toBeCloseTo(0.5, 1);
  const products = firsts.slice(1).map((value, i) => (value - 0.5) * (firsts[i]! - 0.5));
  // The deviation of such a mean is 1 / (12 sqrt(n)) = 0.0006.
  expect(Math.abs(mean(products))).toBeLessThan(0.003);
});

it('numbers are uniform between 0 and 1', () => {
  const values = draw(noiseOf(1), COUNT);
  expect(Math.min(...values)).toBeGreaterThan(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(mean(values)).toBeCloseTo(1 / 2, 2);
  expect(mean(values.map((value) => value * value))).toBeCloseTo(1 / 3, 2);
});

it('integers are all below the limit, each as often', () => {
  const noise = noiseOf(1);
  const counts = [0, 0, 0];
  for (let i = 0; i < COUNT; i++) counts[noise.below(3)]! += 1;
  expect(counts.length).toBe(3);
  for (const count of counts) expect(count / COUNT).toBeCloseTo(1 / 3, 1);
});

it.each([0.01, 0.2, 1, 3])('shares of Beta(%d, itself) have its mean and variance', (alpha) => {
  const noise = noiseOf(5);
  const values = Array.from({ length: COUNT }, () => noise.beta(alpha));
  expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(mean(values)).toBeCloseTo(0.5, 1.5);
  expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / (4 * (2 * alpha + 1)), 2);
});

function noiseOf(seed: number): Noise {
  const noise = new Noise();
  noise.seed(seed);
  return noise;
}

function draw(noise: Noise, count: number): number[] {
  return Array.from({ length: count }, () => noise.next());
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
