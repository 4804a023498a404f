import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { normalCdf } from '../../../src/core/surrogate/normal-distribution';
import { sliceStep } from '../../../src/core/surrogate/slice-sampler';

/** Places of a walk of which every tenth is taken, so that they are as good as independent. */
function walk(logDensity: (x: number) => number, start: number, n: number, width = 1): number[] {
  const rng = createRng(11);
  const places: number[] = [];
  let x = start;
  for (let i = 0; i < n * 10; i++) {
    x += sliceStep((step) => logDensity(x + step), rng, { width, maxSteps: 1000 });
    if (i % 10 === 9) places.push(x);
  }
  return places;
}

/** Kolmogorov and Smirnov's largest distance between the places' distribution and `cdf`. */
function largestDistance(places: readonly number[], cdf: (x: number) => number): number {
  const sorted = places.toSorted((a, b) => a - b);
  const n = sorted.length;
  return Math.max(...sorted.map((x, i) => Math.max(cdf(x) - i / n, (i + 1) / n - cdf(x))));
}

describe('sliceStep', () => {
  // 1.95 / √n is exceeded with probability 0.001.
  const n = 2000;
  const limit = 1.95 / Math.sqrt(n);

  it.each([0.1, 1, 20])(
    'draws from the standard normal distribution with slices of width %d (seed 11)',
    (width) => {
      expect(
        largestDistance(
          walk((x) => -0.5 * x * x, 0, n, width),
          normalCdf,
        ),
      ).toBeLessThan(limit);
    },
  );

  it('draws from two hills of different width, whichever it starts on (seed 11)', () => {
    const hill = (x: number, centre: number, sd: number): number =>
      Math.exp(-0.5 * ((x - centre) / sd) ** 2) / sd;
    const logDensity = (x: number) => Math.log(hill(x, -2, 0.3) + hill(x, 1.5, 1));
    const cdf = (x: number) => (normalCdf((x + 2) / 0.3) + normalCdf(x - 1.5)) / 2;

    expect(largestDistance(walk(logDensity, -1.5, n, 3), cdf)).toBeLessThan(limit);
  });

  it('never leaves the support', () => {
    const places = walk((x) => (x > 0 && x < 1 ? 0 : -Infinity), 0.5, n);

    expect([Math.min(...places) > 0, Math.max(...places) < 1]).toEqual([true, true]);
    expect(largestDistance(places, (x) => x)).toBeLessThan(limit);
  });

  it('stays where it is when there is nowhere to go', () => {
    const step = sliceStep((t) => (t === 0 ? 0 : NaN), createRng(1), { width: 1, maxSteps: 10 });

    expect(step).toBe(0);
  });

  it('ends on a density without an end', () => {
    const step = sliceStep(() => 0, createRng(1), { width: 1, maxSteps: 10 });

    expect(Math.abs(step)).toBeLessThanOrEqual(11);
  });
});
