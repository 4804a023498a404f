import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import {
  expectedImprovement,
  normalCdf,
  normalDensity,
} from '../../../src/core/surrogate/normal-distribution';

describe('normalCdf', () => {
  // Abramowitz and Stegun, table 26.1 and 26.2.
  it.each([
    { z: 0, p: 0.5 },
    { z: 1, p: 0.841344746068543 },
    { z: 2, p: 0.977249868051821 },
    { z: 3, p: 0.99865010196837 },
    { z: -1.96, p: 0.02499789514822 },
    { z: -5, p: 2.866515719235352e-7 },
  ])('is $p at $z', ({ z, p }) => {
    expect(Math.abs(normalCdf(z) - p)).toBeLessThan(1e-14);
  });

  it.each([
    { z: -7.08, p: 7.207723086467529e-13 },
    { z: -8, p: 6.220960574271785e-16 },
    { z: -10, p: 7.619853024160527e-24 },
    { z: -20, p: 2.753624118606234e-89 },
  ])('keeps its digits in the far tail: $p at $z', ({ z, p }) => {
    expect(normalCdf(z) / p).toBeCloseTo(1, 7);
  });

  it('rises, joins both of its formulas, and has the density as its slope', () => {
    const h = 1e-5;
    for (let z = -8; z <= 8; z += 0.01) {
      expect(normalCdf(z + 0.01)).toBeGreaterThanOrEqual(normalCdf(z));
      expect((normalCdf(z + h) - normalCdf(z - h)) / (2 * h)).toBeCloseTo(normalDensity(z), 8);
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
    }
  });

  it('ends at 0 and 1', () => {
    expect([-Infinity, -40, 40, Infinity].map(normalCdf)).toEqual([0, 0, 1, 1]);
  });
});

describe('expectedImprovement', () => {
  it('is the mean of the improvements of draws', () => {
    const rng = createRng(5);
    const draws = Array.from({ length: 200_000 }, () => rng.normal());
    for (const [mean, sd, best] of [
      [0, 1, 0],
      [1, 2, 2.5],
      [-1, 0.5, -2],
    ] as const) {
      const average = draws.reduce((sum, z) => sum + Math.max(0, mean + sd * z - best), 0) / draws.length;
      // Four standard errors, of at most sd / sqrt(200,000) each: all three by chance with p < 0.0002.
      expect(Math.abs(expectedImprovement(mean, sd, best) - average)).toBeLessThan(0.009 * sd);
    }
  });

  it('is never negative, rises with the mean and the spread, and is the improvement itself without one', () => {
    for (let mean = -60; mean <= 5; mean += 0.25) {
      const value = expectedImprovement(mean, 1, 0);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(expectedImprovement(mean + 0.25, 1, 0)).toBeGreaterThanOrEqual(value);
      expect(expectedImprovement(mean, 1.5, 0)).toBeGreaterThanOrEqual(value);
    }
    expect([
      expectedImprovement(3, 0, 1),
      expectedImprovement(0, 0, 1),
      expectedImprovement(3, NaN, 1),
    ]).toEqual([2, 0, 2]);
  });
});
