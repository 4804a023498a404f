import { compareSearches } from '../../../src/core/comparison/compare';
import type { ComparedAt, ComparedSearches } from '../../../src/core/comparison/compare';
import type { Measure } from '../../../src/core/comparison/measure';
import type { ComparisonResult } from '../../../src/core/comparison/result';
import type { SearchRecord } from '../../../src/core/comparison/search-record';

export const ACCURACY: Measure = {
  kind: 'metric',
  metric: 'valAccuracy',
  title: 'Validation accuracy',
  unit: 'fraction',
  goal: 'maximize',
};

/** A search of `nTrials` trials of ten seconds that found these values at these trials. */
export function search(nTrials: number, bests: Readonly<Record<number, number>>): SearchRecord {
  return {
    nTrials,
    repeats: [],
    failures: [],
    seconds: Array.from({ length: nTrials }, (_, i) => 10 * (i + 1)),
    thinkingMs: nTrials / 10,
    exhausted: false,
    bests: Object.entries(bests).map(([trial, valAccuracy]) => ({
      trial: Number(trial),
      metrics: { valAccuracy },
    })),
  };
}

export function compared(
  records: Readonly<Record<string, readonly SearchRecord[]>>,
  changes: Partial<ComparedSearches> = {},
): ComparedSearches {
  const own = Object.values(records);
  return {
    strategies: Object.keys(records).map((name) => ({ name, options: { kind: 'random' } })),
    seeds: own[0]!.map((_, i) => i + 1),
    records: own,
    objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
    constraints: [],
    measure: ACCURACY,
    budget: 4,
    ...changes,
  };
}

export function resultOf(
  searches: ComparedSearches,
  at: ComparedAt,
  changes: Partial<ComparisonResult> = {},
): ComparisonResult {
  const { objectives, measure, budget, seeds } = searches;
  return {
    format: 'nas-comparison',
    version: 1,
    product: '0.0.0',
    experimentName: 'cells',
    experiment: {},
    objectives,
    measure,
    budget,
    seeds,
    seconds: 'simulated',
    ...(at.baseline === undefined ? {} : { baseline: at.baseline }),
    ...compareSearches(searches, at),
    ...changes,
  };
}
