import { describe, expect, it } from 'vitest';
import { compareSearches } from '../../../src/core/comparison/compare';
import { curveLines, summaryLines } from '../../../src/core/comparison/csv';
import type { SearchRecord } from '../../../src/core/comparison/search-record';
import { compared, resultOf, search } from './searches';

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Eight seeds: a little different from each other, so that signs decide and not ties. */
const group = (base: number): SearchRecord[] =>
  SEEDS.map((seed) => search(4, { 0: 0.1, 2: base + seed / 1024 }));

describe('curves', () => {
  it('are step functions of evaluations, and of seconds up to the time that every search has had', () => {
    const { strategies } = compareSearches(
      compared({
        a: [search(4, { 0: 0.5, 2: 0.7 }), search(4, { 0: 0.3, 1: 0.5 })],
        b: [search(2, { 1: 0.9 }), search(4, { 0: 0.2 })],
      }),
      { evaluations: [4] },
    );
    const [evaluations, seconds] = strategies[0]!.curves;
    expect(evaluations).toMatchObject({
      unit: 'evaluations',
      at: [1, 2, 3, 4],
      n: [2, 2, 2, 2],
      mean: [0.4, 0.5, 0.6, 0.6],
      median: [0.4, 0.5, 0.6, 0.6],
    });
    expect(seconds).toMatchObject({ unit: 'seconds' });
    expect([
      seconds!.at[0],
      seconds!.at.at(-1),
      seconds!.mean[98],
      seconds!.mean[99],
      seconds!.mean.at(-1),
    ]).toEqual([0.1, 20, null, 0.4, 0.5]);
    // Before its first measurement a search has no value.
    expect(strategies[1]!.curves[0]).toMatchObject({ n: [1, 2, 2, 2], mean: [0.2, 0.55, 0.55, 0.55] });
  });

  it('stop at the budgets by time that read well: a quarter, a half and all of the common time, two digits', () => {
    const searches = compared({ a: [search(14, { 0: 1 })], b: [search(13, { 0: 1 })] });
    const { budgets } = compareSearches(searches, { evaluations: [2] });
    expect(budgets.map(({ unit, at }) => [unit, at])).toEqual([
      ['evaluations', 2],
      ['seconds', 32],
      ['seconds', 65],
      ['seconds', 130],
    ]);
  });

  it('are not looked at before any search has a value, unless that is asked for', () => {
    const searches = compared({ a: [search(4, { 1: 1 })], b: [search(4, { 1: 1 })] });
    const times = (seconds?: readonly number[]) =>
      compareSearches(searches, { evaluations: [], seconds }).budgets.map(({ at, leaders }) => [at, leaders]);
    expect(times()).toEqual([
      [20, ['a', 'b']],
      [40, ['a', 'b']],
    ]);
    expect(times([5])).toEqual([[5, []]]);
  });
});

describe('tests', () => {
  it('name the best, and all that cannot be told apart from it', () => {
    const twin = SEEDS.map((seed) => search(4, { 2: 0.9 + (seed % 2 === 0 ? seed + 2 : seed - 3) / 1024 }));
    const { budgets } = compareSearches(compared({ weak: group(0.5), strong: group(0.9), twin }), {
      evaluations: [4],
      seconds: [],
    });
    const [at4] = budgets;
    expect(at4!.leaders).toEqual(['strong', 'twin']);
    // Eight differences of one sign: 2/256, of three tests two are as small.
    expect(at4!.tests.map(({ first, second, p, better }) => [first, second, p, better])).toEqual([
      ['weak', 'strong', 2 / 256, 'strong'],
      ['weak', 'twin', 2 / 256, 'twin'],
      ['strong', 'twin', expect.any(Number), undefined],
    ]);
    expect(at4!.tests[0]!.adjustedP).toBe(6 / 256);
  });

  it('are against the baseline where there is one', () => {
    const { budgets } = compareSearches(
      compared({ weak: group(0.5), strong: group(0.9), middle: group(0.7) }),
      { evaluations: [1, 4], seconds: [], baseline: 'weak' },
    );
    expect(budgets[1]!.tests.map(({ first, second, better }) => [first, second, better])).toEqual([
      ['strong', 'weak', 'strong'],
      ['middle', 'weak', 'middle'],
    ]);
    // All are equal after one evaluation.
    expect(budgets[0]!.tests.map(({ p }) => p)).toEqual([1, 1]);
    expect(budgets.map(({ leaders }) => leaders)).toEqual([['weak', 'strong', 'middle'], []]);
  });

  it('turn round where less is better', () => {
    const measure = {
      kind: 'metric',
      metric: 'valAccuracy',
      title: 'x',
      unit: 'loss',
      goal: 'minimize',
    } as const;
    const { budgets } = compareSearches(
      compared(
        { a: group(0.5), b: group(0.9) },
        { measure, objectives: [{ metric: 'valAccuracy', goal: 'maximize' }] },
      ),
      { evaluations: [4], seconds: [], baseline: 'best' },
    );
    expect(budgets[0]!.tests.map(({ first, second, better }) => [first, second, better])).toEqual([
      ['b', 'a', 'a'],
    ]);
  });

  it('a search without a candidate that keeps the constraints is the worst, and left out of the mean', () => {
    const constraints = [{ metric: 'valAccuracy', min: 0.6 }];
    const some = SEEDS.map((seed) => search(4, { 1: seed < 3 ? 0.5 : 0.99 }));
    const { budgets } = compareSearches(compared({ some, all: group(0.7) }, { constraints }), {
      evaluations: [4],
      seconds: [],
    });
    expect(budgets[0]!.values.map(({ n }) => n)).toEqual([5, 8]);
    // -Infinity three times (ranks 7 of 8 each), five smaller positive ones: 21 against 15.
    expect(budgets[0]!.tests[0]).toMatchObject({ positiveRanks: 15, negativeRanks: 21 });
    expect(budgets[0]!.leaders).toEqual(['all', 'some']);
  });
});

describe('CSV', () => {
  it('has a line for each evaluation of each search', () => {
    const lines = [...curveLines(compared({ 'a, "b"': [search(3, { 0: 0.5, 2: 0.7 })] }))];
    expect(lines).toEqual([
      'strategy,seed,evaluation,seconds,valAccuracy',
      '"a, ""b""",1,1,10,0.5',
      '"a, ""b""",1,2,20,0.5',
      '"a, ""b""",1,3,30,0.7',
    ]);
  });

  it('sums up each strategy at each budget', () => {
    const lines = summaryLines(
      resultOf(compared({ a: group(0.5), b: group(0.75) }), { evaluations: [4], seconds: [20] }),
    );
    expect(lines.map((line) => line.split(',').slice(0, 5).join())).toEqual([
      'unit,budget,strategy,n,mean',
      'evaluations,4,a,8,0.50341796875',
      'evaluations,4,b,8,0.75341796875',
      'seconds,20,a,8,0.1',
      'seconds,20,b,8,0.1',
    ]);
  });
});
