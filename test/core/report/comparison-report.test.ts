import { describe, expect, it } from 'vitest';
import { compareSearches } from '../../../src/core/comparison/compare';
import type { ComparisonResult } from '../../../src/core/comparison/result';
import type { SearchRecord } from '../../../src/core/comparison/search-record';
import { markdownReport } from '../../../src/core/comparison/report';
import { comparisonHtml } from '../../../src/core/report/comparison-report';

describe('the report of a comparison', () => {
  it('has every number of the Markdown, and curves with bands', () => {
    const result = comparison(['steady', 'late']);
    const report = comparisonHtml(result);
    const numbers = markdownReport(result, []).match(/\d+\.\d+/g)!;
    expect(numbers.filter((number) => !report.includes(number))).toEqual([]);
    expect([report.match(/class="band/g)!.length, report.match(/class="line ink-\d" d/g)!.length]).toEqual([
      4, 8,
    ]);
  });

  it('has no script, and shows hostile names as they are', () => {
    const report = comparisonHtml(comparison(['<script>alert(1)</script>', '"><img src=x>']));
    expect(report).not.toMatch(/<script|<img/);
    expect(report).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

/** Six seeds: the first strategy finds 0.6 to 0.65 at once, the second 0.8 to 0.85 with its third trial. */
function comparison(names: readonly [string, string]): ComparisonResult {
  const seeds = [1, 2, 3, 4, 5, 6];
  const steady = seeds.map((seed) => search([[0, 0.6 + seed / 100]]));
  const late = seeds.map((seed) =>
    search([
      [0, 0.5],
      [2, 0.8 + seed / 100],
    ]),
  );
  const measure = {
    kind: 'metric',
    metric: 'valAccuracy',
    title: 'Validation accuracy',
    unit: 'fraction',
    goal: 'maximize',
  } as const;
  const objectives = [{ metric: 'valAccuracy', goal: 'maximize' }] as const;
  const strategies = names.map((name) => ({ name, options: { kind: 'random' } }));
  const compared = {
    objectives,
    constraints: [],
    strategies,
    seeds,
    records: [steady, late],
    measure,
    budget: 4,
  };
  return {
    format: 'nas-comparison',
    version: 1,
    product: '0.1.0',
    experimentName: 'small',
    experiment: {},
    objectives,
    measure,
    budget: 4,
    seeds,
    seconds: 'simulated',
    ...compareSearches(compared, { evaluations: [1, 2, 4] }),
  };
}

function search(bests: readonly (readonly [trial: number, valAccuracy: number])[]): SearchRecord {
  return {
    nTrials: 4,
    repeats: [],
    failures: [],
    seconds: [10, 20, 30, 40],
    thinkingMs: 4,
    exhausted: false,
    bests: bests.map(([trial, valAccuracy]) => ({ trial, metrics: { valAccuracy } })),
  };
}
