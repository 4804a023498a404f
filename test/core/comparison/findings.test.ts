import { describe, expect, it } from 'vitest';
import {
  findingsOf,
  methodText,
  referenceText,
  tooFewSeedsText,
  whenText,
} from '../../../src/core/comparison/findings';
import type { SearchRecord } from '../../../src/core/comparison/search-record';
import { compared, resultOf, search } from './searches';

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** One search for each seed, whose values differ a little, so that signs decide and not ties. */
const group = (base: number, n = 8): SearchRecord[] =>
  SEEDS.slice(0, n).map((seed) => search(4, { 0: base + seed / 1024 }));

/** Now better and now worse than `group(base)`. */
const twin = (base: number): SearchRecord[] =>
  SEEDS.map((seed) => search(4, { 0: base + (seed % 2 === 0 ? seed + 2 : seed - 3) / 1024 }));

const said = (records: Readonly<Record<string, readonly SearchRecord[]>>, baseline?: string): string => {
  const result = resultOf(compared(records), { evaluations: [4], seconds: [], baseline });
  return findingsOf(result.budgets[0]!, result).join(' ');
};

describe('what the tests say', () => {
  it.each([
    {
      records: { low: group(0.5), high: group(0.9) },
      says: 'high is the best. Behind high: low (p = 0.008).',
    },
    {
      records: { low: group(0.5), middle: group(0.7), high: group(0.9) },
      says: 'high is the best. Behind high: low and middle (each p ≤ 0.023).',
    },
    {
      records: { a: group(0.9), b: twin(0.9) },
      says: 'a and b lead: no test tells them apart.',
    },
    {
      records: { a: group(0.9), b: twin(0.9), low: group(0.5) },
      says: 'a and b lead: no test tells them apart. Behind a: low (p = 0.023).',
    },
    {
      records: { a: group(0.9), b: group(0.9), c: twin(0.9) },
      says: 'a, b and c lead: no test tells the others from a. a and b are equal with every seed.',
    },
    {
      records: { a: group(0.9), b: group(0.9), c: group(0.9) },
      says: 'a, b and c lead: no test tells the others from a. a, b and c are equal with every seed.',
    },
  ])('$says', ({ records, says }) => {
    expect(said(records)).toBe(says);
  });

  it('about a baseline, of each other strategy', () => {
    const records = { base: group(0.7), low: group(0.5), high: group(0.9), same: twin(0.7) };
    expect(said(records, 'base')).toBe(
      'Better than base: high (p = 0.023). Worse than base: low (p = 0.023). Not told apart from base: same (p = 0.281).',
    );
  });

  it.each([
    { n: 2, seeds: 5, enough: '6' },
    { n: 3, seeds: 6, enough: '7' },
    { n: 4, seeds: 7, enough: '8' },
  ])('$seeds seeds are too few for $n strategies, $enough are not', ({ n, seeds, enough }) => {
    const records = (nSeeds: number) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`s${i}`, group(i / 10, nSeeds)]));
    const text = (nSeeds: number): string | undefined =>
      tooFewSeedsText(resultOf(compared(records(nSeeds)), { evaluations: [4], seconds: [] }));
    expect(text(seeds)).toBe(
      `Too few seeds to tell strategies apart: no test of so few can be below the level; it takes ${enough} or more`,
    );
    expect(text(Number(enough))).toBeUndefined();
    // The least p that there can be is indeed below the level with one seed more.
    expect(said(records(Number(enough)))).toMatch(/^s\d is the best\./);
    expect(said(records(seeds))).toMatch(/lead: no test/);
  });
});

describe('words', () => {
  it.each([
    { unit: 'evaluations', at: 1, seconds: 'simulated', says: 'After 1 evaluation' },
    { unit: 'evaluations', at: 1200, seconds: undefined, says: 'After 1,200 evaluations' },
    { unit: 'seconds', at: 0.42, seconds: 'measured', says: 'After 0.42 seconds of measuring' },
    { unit: 'seconds', at: 1500, seconds: 'measured', says: 'After 1,500 seconds of measuring (25 min)' },
    { unit: 'seconds', at: 44_000, seconds: 'simulated', says: 'After 44,000 simulated seconds (12 h)' },
    {
      unit: 'seconds',
      at: 13_000_000,
      seconds: 'simulated',
      says: 'After 13,000,000 simulated seconds (3,611 h)',
    },
  ] as const)('$says', ({ unit, at, seconds, says }) => {
    expect(whenText({ unit, at }, seconds === undefined ? {} : { seconds })).toBe(says);
  });

  it('say which pairs were tested', () => {
    const which = (baseline?: string): string | undefined =>
      /seeds, (.*);/.exec(methodText(baseline === undefined ? {} : { baseline }))?.[1];
    expect([which(), which('best'), which('random')]).toEqual([
      'each strategy with each',
      'each strategy with the one of the best mean',
      'each strategy with random',
    ]);
  });

  it('give the reference in the units of the objectives, and nothing for a metric', () => {
    const searches = compared({ a: group(0.5), b: group(0.7) });
    const result = resultOf(searches, { evaluations: [4] });
    const objectives = [
      { metric: 'valAccuracy', goal: 'maximize' as const },
      { metric: 'paramCount', goal: 'minimize' as const },
    ];
    const measure = {
      kind: 'hypervolume' as const,
      reference: [0.094707520891, 1_234_567],
      whole: 1,
      relativeTo: 'true front' as const,
    };
    expect(referenceText(result)).toBeUndefined();
    expect(referenceText({ ...result, objectives, measure })).toBe('valAccuracy 0.09471, paramCount 1234567');
  });
});
