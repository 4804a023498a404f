import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '../../../src/core/base/random';

const first = (rng: Rng, n = 5): number[] => Array.from({ length: n }, () => rng.next());

describe('createRng', () => {
  it('repeats itself under one seed and differs under another', () => {
    expect(first(createRng(7))).toEqual(first(createRng(7)));
    expect(first(createRng(7))).not.toEqual(first(createRng(8)));
  });

  it('does not change from version to version: journals are replayed with it', () => {
    const rng = createRng(7);
    expect([rng.seed, rng.below(1000), rng.next(), rng.normal(), rng.shuffled([1, 2, 3, 4, 5])])
      .toMatchInlineSnapshot(`
      [
        2066541757,
        890,
        0.9544260156047797,
        -0.5147910440015139,
        [
          4,
          3,
          2,
          1,
          5,
        ],
      ]
    `);
  });

  it('forks by label, whatever was drawn before', () => {
    const [a, b] = [createRng(7), createRng(7)];
    first(a);
    expect(first(a.fork('trial-3'))).toEqual(first(b.fork('trial-3')));
    expect(first(a.fork('trial-3'))).not.toEqual(first(b.fork('trial-4')));
  });

  it('gives neighbouring seeds and labels unrelated streams', () => {
    const n = 2000;
    const streams = Array.from({ length: n }, (_, i) => createRng(i).next());
    const forks = Array.from({ length: n }, (_, i) => createRng(1).fork(`trial-${i}`).next());
    // Correlation of independent numbers has a standard error of 0.022; beyond 0.12 with probability 1e-7.
    for (const numbers of [streams, forks]) expect(Math.abs(lagCorrelation(numbers))).toBeLessThan(0.12);
  });

  it('draws below n, and every value', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 8 }), (seed, n) => {
        const rng = createRng(seed);
        const drawn = new Set(Array.from({ length: 400 }, () => rng.below(n)));
        // A value of eight is missed by 400 draws with probability 6e-24.
        expect([...drawn].sort()).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('reaches up to 2^31 values', () => {
    const rng = createRng(1);
    const drawn = Array.from({ length: 100 }, () => rng.below(2 ** 31));
    expect(drawn.every((x) => Number.isInteger(x) && x >= 0 && x < 2 ** 31)).toBe(true);
    expect(Math.max(...drawn)).toBeGreaterThan(2 ** 30);
  });

  it('draws normal numbers', () => {
    const rng = createRng(11);
    const drawn = Array.from({ length: 10_000 }, () => rng.normal());
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    // Standard errors 0.01 and 0.014; five of them are exceeded with probability 6e-7.
    expect([Math.abs(mean) < 0.05, Math.abs(variance - 1) < 0.07]).toEqual([true, true]);
  });

  it('shuffles a copy, keeping every item', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
        const before = [...items];
        const shuffled = createRng(seed).shuffled(items);
        expect(items).toEqual(before);
        expect([...shuffled].sort()).toEqual([...items].sort());
      }),
    );
  });
});

function lagCorrelation(numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const centred = numbers.map((x) => x - mean);
  const product = centred.slice(1).reduce((sum, x, i) => sum + x * centred[i]!, 0);
  return product / centred.reduce((sum, x) => sum + x * x, 0);
}
