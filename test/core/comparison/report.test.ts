import { describe, expect, it } from 'vitest';
import { facts, markdownReport } from '../../../src/core/comparison/report';
import type { SearchRecord } from '../../../src/core/comparison/search-record';
import { compared, resultOf, search } from './searches';

const group = (base: number): SearchRecord[] =>
  [0, 1, 2, 3, 4, 5].map((seed) => search(4, { 0: 0.25, 2: base + seed / 64 }));

describe('the report', () => {
  it('says what was found, how, and where the rest is', () => {
    const result = resultOf(
      compared({ random: group(0.5), 'a|b*': group(0.75) }),
      { evaluations: [2, 4], seconds: [40] },
      { bestPossible: 0.9 },
    );
    const report = markdownReport(result, [{ name: 'summary.csv', what: 'one line for each' }]);
    expect(report.split('\n')).toEqual([
      '# Strategies on cells',
      '',
      '**After 4 evaluations: a\\|b\\* is the best. Behind a\\|b\\*: random (p = 0.031).**',
      '',
      '- 2 strategies, 6 seeds (1 to 6), 4 evaluations each',
      '- Validation accuracy of the best candidate so far; the best of the table has 90.00 %',
      '',
      '## After 4 evaluations',
      '',
      'a\\|b\\* is the best. Behind a\\|b\\*: random (p = 0.031).',
      '',
      '| Strategy   |      Mean (%) | Median |      Quartiles | Deviation |',
      '| ---------- | ------------: | -----: | -------------: | --------: |',
      '| **a\\|b\\*** | 78.91 ± 1.193 |  78.91 | 76.95 to 80.86 |     2.923 |',
      '| random     | 53.91 ± 1.193 |  53.91 | 51.95 to 55.86 |     2.923 |',
      '',
      '## After 2 evaluations',
      '',
      'random and a\\|b\\* lead: no test tells them apart. random and a\\|b\\* are equal with every seed.',
      '',
      '| Strategy   |      Mean (%) | Median |      Quartiles | Deviation |',
      '| ---------- | ------------: | -----: | -------------: | --------: |',
      '| **random** | 25.00 ± 0.000 |  25.00 | 25.00 to 25.00 |     0.000 |',
      '| **a\\|b\\*** | 25.00 ± 0.000 |  25.00 | 25.00 to 25.00 |     0.000 |',
      '',
      '## After 40 simulated seconds',
      '',
      'a\\|b\\* is the best. Behind a\\|b\\*: random (p = 0.031).',
      '',
      '| Strategy   |      Mean (%) | Median |      Quartiles | Deviation |',
      '| ---------- | ------------: | -----: | -------------: | --------: |',
      '| **a\\|b\\*** | 78.91 ± 1.193 |  78.91 | 76.95 to 80.86 |     2.923 |',
      '| random     | 53.91 ± 1.193 |  53.91 | 51.95 to 55.86 |     2.923 |',
      '',
      '## A whole search on average',
      '',
      '| Strategy | Trials | Repeated | Failed | Thinking a trial | Measuring |',
      '| -------- | -----: | -------: | -----: | ---------------: | --------: |',
      '| random   |      4 |    0.0 % |  0.0 % |           0.1 ms |      40 s |',
      '| a\\|b\\*   |      4 |    0.0 % |  0.0 % |           0.1 ms |      40 s |',
      '',
      '## Tests after 4 evaluations',
      '',
      '| First  | Second | Better | Equal |     p | p, adjusted |',
      '| ------ | ------ | ------ | ----: | ----: | ----------: |',
      '| random | a\\|b\\* | a\\|b\\* |     0 | 0.031 |       0.031 |',
      '',
      '## Method',
      '',
      "Wilcoxon's signed-rank test (two-sided, zeros after Pratt) over common seeds, each strategy with each; p adjusted by Holm at each budget, level 0.05.",
      'Means are over the searches that have a value; ± is one standard error. Names in bold lead.',
      'Seconds are those that the table says its measurements took; thinking is not among them.',
      '',
      '## Files',
      '',
      '- [summary.csv](summary.csv): one line for each',
      '',
    ]);
  });

  it('says how many searches have a value where some have none', () => {
    const some = [0, 1, 2, 3, 4, 5].map((seed) => search(4, { 0: seed < 2 ? 0.1 : 0.75 }));
    const constraints = [{ metric: 'valAccuracy', min: 0.5 }];
    const result = resultOf(compared({ some, all: group(0.6) }, { constraints }), {
      evaluations: [4],
      seconds: [],
    });
    const rows = markdownReport(result, [])
      .split('\n')
      .filter((line) => /Searches|of 6 \|/.test(line));
    expect(rows.slice(0, 3).map((row) => row.split('|').at(-2)!.trim())).toEqual([
      'Searches',
      '6 of 6',
      '4 of 6',
    ]);
  });

  it('tells of too few seeds, and of strategies that ran out of candidates', () => {
    const ended = { ...search(3, { 0: 0.5 }), exhausted: true };
    const result = resultOf(compared({ few: [ended, search(4, { 0: 0.5 })], all: [ended, ended] }), {
      evaluations: [4],
      seconds: [],
    });
    expect(facts(result).slice(2)).toEqual([
      'few had nothing left to propose before the budget was spent, in 1 of 2 searches',
      'all had nothing left to propose before the budget was spent, in every search',
      'Too few seeds to tell strategies apart: no test of so few can be below the level; it takes 6 or more',
    ]);
  });
});
