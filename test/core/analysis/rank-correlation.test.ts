import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { curveCorrelations } from '../../../src/core/analysis/curve-correlation';
import { concordantShare, kendallTauB } from '../../../src/core/analysis/kendall';
import { compareWithBaseline, rankCorrelation, topTenth } from '../../../src/core/analysis/rank-correlation';
import { averageOfDenseRanks, averageRanks, denseRanks } from '../../../src/core/analysis/ranks';
import { spearmanRho } from '../../../src/core/analysis/spearman';

const column = (...values: number[]): Float64Array => Float64Array.from(values);

describe("Kendall's tau-b", () => {
  it('is what SciPy documents for a table with ties', () => {
    // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
    expect(kendallTauB(column(12, 2, 1, 12, 2), column(1, 4, 7, 1, 0))).toBeCloseTo(-0.47140452079103173, 14);
  });

  it('counts by hand: 5 concordant and 1 discordant of 6 pairs', () => {
    expect(kendallTauB(column(1, 2, 3, 4), column(1, 3, 2, 4))).toBeCloseTo(4 / 6, 14);
  });

  it('is 1 and -1 at the ends, and says nothing of a constant', () => {
    expect(kendallTauB(column(1, 2, 3), column(10, 20, 30))).toBe(1);
    expect(kendallTauB(column(1, 2, 3), column(3, 2, 1))).toBe(-1);
    expect(kendallTauB(column(1, 2, 3), column(5, 5, 5))).toBeUndefined();
    expect(kendallTauB(column(), column())).toBeUndefined();
  });

  it('is what counting every pair gives, whatever the ties', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: -3, max: 3 })), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(pairs, (drawn) => {
        const x = drawn.map(([a]) => a);
        const y = drawn.map(([, b]) => b);
        const fast = kendallTauB(column(...x), column(...y));
        const slow = tauByPairs(x, y);
        expect(fast === undefined).toBe(slow === undefined);
        if (slow !== undefined) expect(fast).toBeCloseTo(slow, 12);
      }),
    );
  });
});

describe('the share of concordant pairs', () => {
  it('leaves out pairs that are tied, so that perfect agreement is all of them', () => {
    const [x, y] = [column(1, 1, 2, 2), column(1, 2, 3, 4)];
    expect(kendallTauB(x, y)).toBeCloseTo(4 / Math.sqrt(4 * 6), 14);
    expect(concordantShare(x, y)).toBe(1);
    expect(concordantShare(column(1, 2, 3, 4), column(1, 3, 2, 4))).toBeCloseTo(5 / 6, 14);
    expect(concordantShare(x, column(5, 5, 5, 5))).toBeUndefined();
  });
});

describe("Spearman's rho", () => {
  it('shares the mean of ranks among equals', () => {
    expect([...averageRanks(column(30, 10, 10, 20))]).toEqual([4, 1.5, 1.5, 3]);
  });

  it('has the same ranks counted as sorted', () => {
    const values = column(30, 10, 10, 20, 30, 30);
    expect(averageOfDenseRanks(denseRanks(values))).toEqual(averageRanks(values));
  });

  it('is what SciPy documents', () => {
    // scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
    expect(spearmanRho(column(1, 2, 3, 4, 5), column(5, 6, 7, 8, 7))).toBeCloseTo(0.8207826816681233, 14);
  });

  it('says nothing of a constant', () => {
    expect(spearmanRho(column(1, 2), column(3, 3))).toBeUndefined();
  });
});

describe('rankCorrelation', () => {
  it('has no interval for a handful of trials', () => {
    expect(rankCorrelation(column(1, 2, 3), column(1, 3, 2))).toEqual({ n: 3, tau: 1 / 3, rho: 0.5 });
  });

  it('covers the true tau of normal pairs about 95 % of the time, both ways', () => {
    // Of a bivariate normal with correlation r, tau is 2/π asin r. 100 draws: 87 and fewer have a chance of 0.1 %.
    const correlation = 0.5;
    const truth = (2 / Math.PI) * Math.asin(correlation);
    for (const [n, method] of [
      [60, 'bootstrap'],
      [1100, 'asymptotic'],
    ] as const) {
      let covered = 0;
      for (let seed = 0; seed < 100; seed++) {
        const { x, y } = normalPairs(n, correlation, seed);
        const found = rankCorrelation(x, y);
        expect(found.method).toBe(method);
        covered += Number(found.tauInterval!.low <= truth && truth <= found.tauInterval!.high);
      }
      expect(covered, `${method} with seeds 0 to 99`).toBeGreaterThan(87);
    }
  });

  it('gives the same interval each time', () => {
    const { x, y } = normalPairs(40, 0.3, 5);
    expect(rankCorrelation(x, y)).toEqual(rankCorrelation(x, y));
  });
});

describe('compareWithBaseline', () => {
  it('prefers the metric that orders as the target does, whichever way it points', () => {
    const target = column(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const metric = target.map((value) => -value);
    const baseline = column(2, 1, 4, 3, 6, 5, 8, 7, 10, 9);
    const { difference, interval } = compareWithBaseline(metric, baseline, target)!;
    // 5 of 45 pairs of the baseline are the wrong way round.
    expect(difference).toBeCloseTo(1 - 35 / 45, 12);
    expect(interval!.low).toBeGreaterThan(0);
  });

  it('cannot tell equals apart', () => {
    const { x, y } = normalPairs(50, 0.4, 3);
    expect(compareWithBaseline(x, x, y)).toEqual({ difference: 0, interval: { low: 0, high: 0 } });
  });

  it('is as sure of many trials as resamples of all of them would be', () => {
    const { x, y } = normalPairs(4000, 0.5, 7);
    const baseline = y.map((value, i) => value + 2.5 * x[(i + 1) % x.length]!);
    const widthOf = (n: number) => {
      const found = compareWithBaseline(x.slice(0, n), baseline.slice(0, n), y.slice(0, n))!;
      expect(found.interval!.low).toBeLessThan(found.difference);
      expect(found.interval!.high).toBeGreaterThan(found.difference);
      return found.interval!.high - found.interval!.low;
    };
    // The width falls with the root of the number; that of 400 resamples is known to about a tenth.
    expect(widthOf(1000) / widthOf(4000)).toBeGreaterThan(1.6);
    expect(widthOf(1000) / widthOf(4000)).toBeLessThan(2.5);
  });
});

describe('topTenth', () => {
  it('takes the best by the goal and at least one', () => {
    const target = Float64Array.from({ length: 20 }, (_, i) => i);
    expect([...topTenth(target, 'maximize')]).toEqual([19, 18]);
    expect([...topTenth(target, 'minimize')]).toEqual([0, 1]);
    expect([...topTenth(column(3, 4), 'maximize')]).toEqual([1]);
  });
});

describe('curveCorrelations', () => {
  it('compares each epoch with the last of the curves that are whole', () => {
    const curves = [
      column(0.5, 0.1, 1),
      column(0.4, 0.2, 2),
      column(0.3, 0.3, 3),
      column(0.2, 0.4, 4),
      column(0.1, 0.5, 5),
      column(0.9), // stopped after an epoch
    ];
    expect(curveCorrelations(curves)).toEqual([
      { epoch: 1, n: 5, tau: -1, rho: -1 },
      { epoch: 2, n: 5, tau: 1, rho: 1 },
    ]);
  });

  it('says nothing of few curves, and leaves out those that lack an epoch', () => {
    expect(curveCorrelations([column(1, 2), column(2, 3)])).toEqual([]);
    const curves = [1, 2, 3, 4, 5, 6].map((value) => column(value === 6 ? Number.NaN : value, value));
    expect(curveCorrelations(curves)[0]!.n).toBe(5);
  });
});

function tauByPairs(x: readonly number[], y: readonly number[]): number | undefined {
  let sum = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const dx = Math.sign(x[i]! - x[j]!);
      const dy = Math.sign(y[i]! - y[j]!);
      sum += dx * dy;
      untiedX += dx * dx;
      untiedY += dy * dy;
    }
  }
  return untiedX * untiedY > 0 ? sum / Math.sqrt(untiedX * untiedY) : undefined;
}

function normalPairs(n: number, correlation: number, seed: number): { x: Float64Array; y: Float64Array } {
  const rng = createRng(seed);
  const x = Float64Array.from({ length: n }, () => rng.normal());
  const y = x.map((value) => correlation * value + Math.sqrt(1 - correlation ** 2) * rng.normal());
  return { x, y };
}
