import type { GroupTest } from '../../src/core/comparison/group-tests';
import type { Spread } from '../../src/core/comparison/spread';
import { pText } from '../../src/core/comparison/value-text';
import { csvLine } from '../../src/core/base/csv';
import { formatMilliseconds, formatUnit, groupDigits, NOTHING, plural } from '../../src/core/drawing/format';
import type { ComparePicture } from '../../src/protocol/compare-panel-protocol';
import type { By, Comparison, GroupResult } from './compare-model';
import type { Band } from './ui-state';

export const BY_WORDS: Readonly<Record<By, string>> = {
  evaluations: 'Trials',
  time: 'Running time',
  simulated: 'Simulated time',
};

/** Why there is nothing to compare. */
export function nothingText({ groups }: ComparePicture): string {
  if (groups.length === 0)
    return 'Nothing is chosen. Select runs in the sidebar and choose Compare Runs, or run NAS: Compare Runs.';
  const some = groups.some(({ members }) => members.some(({ record }) => record.bests.length > 0));
  return some
    ? 'These runs have no metric in common, so nothing can be compared.'
    : 'No candidate has been measured yet: curves appear here when the first is.';
}

export interface ResultRow {
  readonly id: string;
  readonly index: number;
  /** As many as there are titles. */
  readonly cells: readonly string[];
}

export const RESULT_TITLES = [
  'Group',
  'Mean',
  'Spread',
  'Median',
  'Searches',
  'Repeated',
  'Failed',
  'Whole search',
];

/** The groups at the chosen budget, the best mean first; those without a value last. */
export function resultRows(comparison: Comparison, band: Band): ResultRow[] {
  const { unit } = comparison;
  const format = (value: number | undefined): string =>
    value === undefined ? NOTHING : formatUnit(unit, value);
  return ranked(comparison).map((group) => ({
    id: group.id,
    index: group.index,
    cells: [
      group.name,
      format(group.value.mean),
      spreadText(group.value, band, format),
      format(group.value.median),
      searchesText(group),
      shareText(group.repeats),
      shareText(group.failed),
      wholeText(group),
    ],
  }));
}

export function ranked({ groups, measure }: Comparison): GroupResult[] {
  const sign = measure.kind === 'metric' && measure.goal === 'minimize' ? 1 : -1;
  return groups.toSorted(
    ({ value: a }, { value: b }) =>
      Number(a.mean === undefined) - Number(b.mean === undefined) || sign * ((a.mean ?? 0) - (b.mean ?? 0)),
  );
}

function spreadText(value: Spread, band: Band, format: (value: number | undefined) => string): string {
  if (value.n < 2) return NOTHING;
  return band === 'error' ? `± ${format(value.standardError)}` : `${format(value.q1)} to ${format(value.q3)}`;
}

function searchesText({ value, nSearches, nRunning }: GroupResult): string {
  const all = value.n === nSearches ? String(nSearches) : `${value.n} of ${nSearches}`;
  return nRunning === 0 ? all : `${all}, ${nRunning} running`;
}

function shareText({ mean }: Spread): string {
  return mean === undefined ? NOTHING : `${(100 * mean).toFixed(1)}\u202f%`;
}

function wholeText({ trials, seconds }: GroupResult): string {
  if (trials.mean === undefined) return NOTHING;
  const time = seconds.mean === undefined ? '' : `, ${formatMilliseconds(seconds.mean * 1000)}`;
  return `${plural(Math.round(trials.mean), 'trial')}${time}`;
}

/** `after 50 evaluations`, `after 12 min`. */
export function atText(by: By, at: number): string {
  if (by !== 'evaluations') return `after ${formatMilliseconds(at * 1000)}`;
  return `after ${groupDigits(String(Math.round(at)))} ${at === 1 ? 'evaluation' : 'evaluations'}`;
}

export const TEST_TITLES = ['First', 'Second', 'Better', 'Test', 'p, adjusted', 'Effect'];

export function testRows({ tests }: Comparison): string[][] {
  return tests.map((test) => {
    const pair = [test.first, test.second];
    if (test.kind === 'too few') return [...pair, 'too few searches', tooFewText(test), NOTHING, NOTHING];
    return [
      ...pair,
      test.better ?? 'not told apart',
      test.kind === 'paired'
        ? `paired, ${plural(test.nFirst, 'seed')}`
        : `unpaired, ${test.nFirst} and ${test.nSecond}`,
      pText(test.adjustedP).replace('p ', '').replace('= ', ''),
      test.effect.toFixed(2).replace('-', '−'),
    ];
  });
}

function tooFewText({ nFirst, nSecond }: GroupTest): string {
  return nFirst === nSecond ? `${nFirst} each` : `${nFirst} and ${nSecond}`;
}

/** What the tests say, for a person and a screen reader. */
export function findingsText(comparison: Comparison, by: By): string {
  const { groups, tests, at } = comparison;
  const [best] = ranked(comparison);
  if (!best || best.value.mean === undefined) return 'No search has a value yet.';
  const lead = `${cap(atText(by, at))}, ${best.name} has the best mean, ${formatUnit(comparison.unit, best.value.mean)}`;
  if (groups.length < 2) return `${lead}. There is nothing to compare it with.`;
  const made = tests.filter((test) => test.kind !== 'too few');
  if (made.length === 0) {
    return `${lead}. There are too few searches for a test: 6 with common seeds, or 4 and 4 with any, are the least.`;
  }
  const beaten = made.filter(({ better }) => better === best.name).length;
  const own = made.filter(({ first, second }) => first === best.name || second === best.name).length;
  if (beaten === 0) {
    return `${lead}, but no test tells it apart from ${own === 1 ? 'the other one' : 'the others'}.`;
  }
  return beaten === own
    ? `${lead}, and the tests tell it apart from ${own === 1 ? 'the other one' : `all ${own} that could be tested`}.`
    : `${lead}. The tests tell it apart from ${beaten} of ${own}; the others may be as good.`;
}

export const METHOD =
  "Groups with common seeds: Wilcoxon's signed-rank test; others: the rank-sum test of Mann and Whitney. Both two-sided, p adjusted by Holm, level 0.05. Effect: rank-biserial correlation, 1 where the first is always better, −1 where the second is.";

/** The curves of all groups in long form. */
export function curvesCsv({ grid, groups }: Comparison, by: By): string {
  const lines = groups.flatMap(({ name, curve }) =>
    grid.map((at, i) => {
      const { n, mean, standardError, q1, median, q3 } = curve[i]!;
      return csvLine([name, at, n, mean, standardError, q1, median, q3]);
    }),
  );
  const unit = by === 'evaluations' ? 'evaluations' : 'seconds';
  return `${[csvLine(['group', unit, 'n', 'mean', 'standardError', 'q1', 'median', 'q3']), ...lines].join('\n')}\n`;
}

/** The table as it is shown, for a spreadsheet. */
export function resultText(rows: readonly ResultRow[]): string {
  return [RESULT_TITLES, ...rows.map(({ cells }) => cells)].map((cells) => cells.join('\t')).join('\n');
}

function cap(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
