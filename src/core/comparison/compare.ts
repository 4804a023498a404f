import { holmAdjusted } from './holm';
import { orientation, valueSteps } from './measure';
import type { Aims, Measure, ValueStep } from './measure';
import type { NamedStrategy } from './strategy-list';
import { LEVEL } from './result';
import type { BudgetResult, ComparisonResult, Curve, PairTest, StrategyResult } from './result';
import type { SearchRecord } from './search-record';
import { signedRankTest } from './signed-rank';
import { spreadOf } from './spread';
import type { Spread } from './spread';
import { gridTo, valueAt } from './step-function';
import type { BudgetUnit } from './step-function';

/** Points of a curve; budgets up to this have one for each evaluation. */
const MOST_POINTS = 1_000;
const SECONDS_POINTS = 200;

/** Stands for whichever strategy has the best mean at a budget. */
export const BEST_AS_BASELINE = 'best';

/** What there is to compare. */
export interface ComparedSearches extends Aims {
  readonly strategies: readonly NamedStrategy[];
  readonly seeds: readonly number[];
  /** By strategy, then by seed, in the orders above; each within the budget. */
  readonly records: readonly (readonly SearchRecord[])[];
  readonly measure: Measure;
  readonly budget: number;
}

export interface ComparedAt {
  readonly evaluations: readonly number[];
  /** `undefined`: a quarter, a half and all of the time that every search has had, without those before any has a value. */
  readonly seconds?: readonly number[] | undefined;
  /** A strategy's name, or `BEST_AS_BASELINE`; `undefined` tests each against each. */
  readonly baseline?: string | undefined;
}

/** The statistics of `ComparisonResult`. */
export function compareSearches(
  compared: ComparedSearches,
  { evaluations, seconds, baseline }: ComparedAt,
): Pick<ComparisonResult, 'strategies' | 'budgets'> {
  const { strategies, records, measure, budget } = compared;
  const steps = records.map((own) => own.map((record) => valueSteps(record, measure, compared)));
  const common = commonSeconds(records);
  const isKnown = (time: number): boolean =>
    steps.some((own) => valuesAt(own, 'seconds', time).some((value) => value !== undefined));
  const times = seconds ?? (common === undefined ? [] : partsOf(common).filter(isKnown));
  const grids: [BudgetUnit, readonly number[]][] = [['evaluations', gridTo(budget, MOST_POINTS)]];
  if (common !== undefined) grids.push(['seconds', timeGrid(Math.max(common, ...times))]);
  const at: [BudgetUnit, number][] = [
    ...evaluations.map((value): [BudgetUnit, number] => ['evaluations', value]),
    ...times.map((value): [BudgetUnit, number] => ['seconds', value]),
  ];
  const names = strategies.map(({ name }) => name);
  return {
    strategies: strategies.map((strategy, i) => ({
      ...strategy,
      ...searchFacts(records[i]!),
      curves: grids.map(([unit, grid]) => curveOf(steps[i]!, unit, grid)),
    })),
    budgets: at.map(([unit, value]) => budgetResult(steps, names, measure, unit, value, baseline)),
  };
}

/** The longest time that every search has had; `undefined` where one has no times. */
export function commonSeconds(records: readonly (readonly SearchRecord[])[]): number | undefined {
  let least = Infinity;
  for (const { seconds } of records.flat()) {
    if (!seconds) return undefined;
    least = Math.min(least, seconds.at(-1) ?? 0);
  }
  return least > 0 && Number.isFinite(least) ? least : undefined;
}

/** A quarter, a half and all. */
function partsOf(seconds: number): number[] {
  return [seconds / 4, seconds / 2, seconds].map(roundedDown);
}

/** To two digits, so that a table reads well, and no longer than every search has had. */
function roundedDown(seconds: number): number {
  const size = 10 ** (Math.floor(Math.log10(seconds)) - 1);
  return Number((Math.floor(seconds / size) * size).toPrecision(2));
}

function timeGrid(last: number): number[] {
  return Array.from({ length: SECONDS_POINTS }, (_, i) => (last * (i + 1)) / SECONDS_POINTS);
}

function searchFacts(records: readonly SearchRecord[]): Omit<StrategyResult, 'name' | 'options' | 'curves'> {
  const share = (part: (record: SearchRecord) => number): Spread =>
    spreadOf(records.filter(({ nTrials }) => nTrials > 0).map((record) => part(record) / record.nTrials));
  const totals = records.flatMap(({ seconds }) => (seconds ? [seconds.at(-1) ?? 0] : []));
  return {
    trials: spreadOf(records.map(({ nTrials }) => nTrials)),
    repeatShare: share(({ repeats }) => repeats.length),
    failedShare: share(({ failures }) => failures.length),
    thinkingMsPerTrial: share(({ thinkingMs }) => thinkingMs),
    ...(totals.length === 0 ? {} : { seconds: spreadOf(totals) }),
    nExhausted: records.filter(({ exhausted }) => exhausted).length,
  };
}

function curveOf(
  searches: readonly (readonly ValueStep[])[],
  unit: BudgetUnit,
  at: readonly number[],
): Curve {
  const spreads = at.map((budget) => spreadOf(present(valuesAt(searches, unit, budget))));
  const list = (key: 'mean' | 'standardError' | 'q1' | 'median' | 'q3'): (number | null)[] =>
    spreads.map((spread) => spread[key] ?? null);
  return {
    unit,
    at,
    n: spreads.map(({ n }) => n),
    mean: list('mean'),
    standardError: list('standardError'),
    q1: list('q1'),
    median: list('median'),
    q3: list('q3'),
  };
}

function budgetResult(
  steps: readonly (readonly (readonly ValueStep[])[])[],
  names: readonly string[],
  measure: Measure,
  unit: BudgetUnit,
  at: number,
  baseline: string | undefined,
): BudgetResult {
  const values = steps.map((searches) => valuesAt(searches, unit, at));
  const spreads = values.map((own) => spreadOf(present(own)));
  const sign = orientation(measure);
  const ranking = rankingOf(spreads, sign);
  const best = ranking[0] ?? 0;
  const base =
    baseline === undefined ? undefined : baseline === BEST_AS_BASELINE ? best : names.indexOf(baseline);
  const tests = adjusted(
    pairsOf(names.length, base).map(([i, j]) => ({
      first: names[i]!,
      second: names[j]!,
      ...signedRankTest(differences(values[i]!, values[j]!, sign)),
    })),
  );
  return {
    unit,
    at,
    values: spreads,
    tests,
    leaders: spreads.every(({ n }) => n === 0) ? [] : leadersOf(ranking, names, tests, base),
  };
}

type Values = readonly (number | undefined)[];

function valuesAt(searches: readonly (readonly ValueStep[])[], unit: BudgetUnit, at: number): Values {
  return searches.map((steps) => valueAt(steps, unit, at));
}

function present(values: Values): number[] {
  return values.filter((value) => value !== undefined);
}

/** Positive where the first is better; a search without a value is worse than any with one. */
function differences(first: Values, second: Values, sign: 1 | -1): number[] {
  return first.map((a, seed) => {
    const b = second[seed];
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -Infinity : Infinity;
    return sign * (a - b);
  });
}

/** Positions by how many searches have a value, then by mean, the best first. */
export function rankingOf(spreads: readonly Spread[], sign: 1 | -1): number[] {
  return [...spreads.keys()].sort((i, j) => {
    const [a, b] = [spreads[i]!, spreads[j]!];
    return b.n - a.n || sign * ((b.mean ?? 0) - (a.mean ?? 0)) || i - j;
  });
}

/** Each with each, or each with the baseline second. */
function pairsOf(n: number, base: number | undefined): [number, number][] {
  const all = Array.from({ length: n }, (_, i) => i);
  if (base !== undefined) return all.filter((i) => i !== base).map((i): [number, number] => [i, base]);
  return all.flatMap((i) => all.slice(i + 1).map((j): [number, number] => [i, j]));
}

function adjusted(tests: readonly Omit<PairTest, 'adjustedP' | 'better'>[]): PairTest[] {
  const ps = holmAdjusted(tests.map(({ p }) => p));
  return tests.map((test, i) => {
    const winner = test.positiveRanks > test.negativeRanks ? test.first : test.second;
    return { ...test, adjustedP: ps[i]!, ...(ps[i]! < LEVEL ? { better: winner } : {}) };
  });
}

function leadersOf(
  ranking: readonly number[],
  names: readonly string[],
  tests: readonly PairTest[],
  base: number | undefined,
): string[] {
  const [best] = ranking;
  if (best === undefined || (base !== undefined && base !== best)) return [];
  const lead = names[best]!;
  const isBehind = (name: string): boolean =>
    tests.some(({ first, second, better }) => better === lead && (first === name || second === name));
  return ranking.map((i) => names[i]!).filter((name) => name === lead || !isBehind(name));
}
