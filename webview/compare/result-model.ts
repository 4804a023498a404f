import * as l10n from '@vscode/l10n';
import type { GroupTest } from '../../src/core/comparison/group-tests';
import { leaders, ranked } from '../../src/core/comparison/ranked';
import type { Spread } from '../../src/core/comparison/spread';
import { pText } from '../../src/core/comparison/value-text';
import { csvLine } from '../../src/core/base/csv';
import { formatMilliseconds, formatUnit, groupDigits, NOTHING } from '../../src/core/drawing/format';
import type { ComparePicture } from '../../src/protocol/compare-panel-protocol';
import { HYPERVOLUME } from '../../src/core/comparison/choose-measure';
import type { By } from '../../src/core/comparison/side-by-side-choices';
import type { Comparison, GroupResult } from '../../src/core/comparison/side-by-side';
import { metricSpec } from '../../src/core/trial/metric';
import type { Band } from './ui-state';

export const BY_WORDS: Readonly<Record<By, string>> = {
  evaluations: l10n.t('Trials'),
  time: l10n.t('Running time'),
  simulated: l10n.t('Simulated time'),
};

export function measureTitle(metric: string): string {
  return metric === HYPERVOLUME ? l10n.t('Hypervolume') : metricSpec(metric).title;
}

/** Why there is nothing to compare. */
export function nothingText({ groups }: ComparePicture): string {
  if (groups.length === 0)
    return l10n.t(
      'Nothing is chosen. Select runs in the sidebar and choose Compare Runs, or run NAS: Compare Runs.',
    );
  const some = groups.some(({ members }) => members.some(({ record }) => record.bests.length > 0));
  return some
    ? l10n.t('These runs have no metric in common, so nothing can be compared.')
    : l10n.t('No candidate has been measured yet: curves appear here when the first is.');
}

export interface ResultRow {
  readonly id: string;
  readonly index: number;
  /** As many as there are titles. */
  readonly cells: readonly string[];
}

export const RESULT_TITLES = [
  l10n.t('Group'),
  l10n.t('Mean'),
  l10n.t('Spread'),
  l10n.t('Median'),
  l10n.t('Searches'),
  l10n.t('Repeated'),
  l10n.t('Failed'),
  l10n.t('Whole search'),
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

function spreadText(value: Spread, band: Band, format: (value: number | undefined) => string): string {
  if (value.n < 2) return NOTHING;
  return band === 'error'
    ? `± ${format(value.standardError)}`
    : l10n.t('{0} to {1}', format(value.q1), format(value.q3));
}

function searchesText(group: GroupResult): string {
  const { nRunning } = group;
  const searches = reachedText(group);
  return nRunning === 0
    ? searches
    : l10n.t({
        message: '{0}, {1} running',
        args: [searches, nRunning],
        comment: ['How many searches there are, such as "6" or "4 of 6", and how many of them run still'],
      });
}

/** Where seeds come twice, how many there are. */
function reachedText({ value, nReached, nSearches }: GroupResult): string {
  const searches =
    nReached === nSearches
      ? String(nSearches)
      : l10n.t({
          message: '{0} of {1}',
          args: [nReached, nSearches],
          comment: ['How many searches have come as far as they are compared, such as "4 of 6"'],
        });
  if (value.n === nReached) return searches;
  return value.n === 1 ? l10n.t('{0}, 1 seed', searches) : l10n.t('{0}, {1} seeds', searches, value.n);
}

function shareText({ mean }: Spread): string {
  return mean === undefined ? NOTHING : `${(100 * mean).toFixed(1)}\u202f%`;
}

function wholeText({ trials, seconds }: GroupResult): string {
  if (trials.mean === undefined) return NOTHING;
  const time = seconds.mean === undefined ? [] : [formatMilliseconds(seconds.mean * 1000)];
  return [trialCountText(Math.round(trials.mean)), ...time].join(', ');
}

function trialCountText(count: number): string {
  return count === 1 ? l10n.t('1 trial') : l10n.t('{0} trials', groupDigits(String(count)));
}

/** `after 50 evaluations`, `after 12 min`. */
export function atText(by: By, at: number): string {
  if (by !== 'evaluations')
    return l10n.t({
      message: 'after {0}',
      args: [formatMilliseconds(at * 1000)],
      comment: ['Within a line: after how long, such as "after 12 min"'],
    });
  return at === 1
    ? l10n.t('after 1 evaluation')
    : l10n.t('after {0} evaluations', groupDigits(String(Math.round(at))));
}

/** `After 50 evaluations`, as a heading or at the beginning of a sentence. */
export function atTitle(by: By, at: number): string {
  if (by !== 'evaluations')
    return l10n.t({
      message: 'After {0}',
      args: [formatMilliseconds(at * 1000)],
      comment: ['As a heading: after how long, such as "After 12 min"'],
    });
  return at === 1
    ? l10n.t('After 1 evaluation')
    : l10n.t('After {0} evaluations', groupDigits(String(Math.round(at))));
}

/** What the curves show. */
export function axisText(title: string, by: By): string {
  switch (by) {
    case 'evaluations':
      return l10n.t('{0} of the best so far, by trials in full measurements', title);
    case 'time':
      return l10n.t('{0} of the best so far, by running time', title);
    case 'simulated':
      return l10n.t('{0} of the best so far, by simulated time', title);
  }
}

export const TEST_TITLES = [
  l10n.t({ message: 'First', args: [], comment: ['Title of a column: the first of two groups'] }),
  l10n.t({ message: 'Second', args: [], comment: ['Title of a column: the second of two groups'] }),
  l10n.t('Better'),
  l10n.t('Test'),
  l10n.t('p, adjusted'),
  l10n.t('Effect'),
];

export function testRows({ tests }: Comparison): string[][] {
  return tests.map((test) => {
    const pair = [test.first, test.second];
    if (test.kind === 'too few')
      return [...pair, l10n.t('too few seeds'), tooFewText(test), NOTHING, NOTHING];
    return [
      ...pair,
      test.better ?? l10n.t('not told apart'),
      test.kind === 'paired'
        ? pairedText(test.nFirst)
        : l10n.t('unpaired, {0} and {1}', test.nFirst, test.nSecond),
      pText(test.adjustedP).replace('p ', '').replace('= ', ''),
      test.effect.toFixed(2).replace('-', '−'),
    ];
  });
}

function pairedText(nSeeds: number): string {
  return nSeeds === 1 ? l10n.t('paired, 1 seed') : l10n.t('paired, {0} seeds', groupDigits(String(nSeeds)));
}

function tooFewText({ nFirst, nSecond }: GroupTest): string {
  return nFirst === nSecond
    ? l10n.t({ message: '{0} each', args: [nFirst], comment: ['How many seeds each of two groups has'] })
    : l10n.t({
        message: '{0} and {1}',
        args: [nFirst, nSecond],
        comment: ['How many seeds the first and the second group have'],
      });
}

/** What the tests say, for a person and a screen reader. */
export function findingsText(comparison: Comparison, by: By): string {
  const { groups, tests, at } = comparison;
  const first = leaders(comparison);
  const [best] = first;
  if (!best || best.value.mean === undefined) return l10n.t('No search has a value yet.');
  const when = atTitle(by, at);
  const { name } = best;
  const mean = formatUnit(comparison.unit, best.value.mean);
  if (first.length > 1) {
    const names = first.map((group) => group.name).join(', ');
    return l10n.t('{0}, these share the best mean, {1}: {2}.', when, mean, names);
  }
  if (groups.length < 2)
    return l10n.t('{0}, {1} has the best mean, {2}. There is nothing to compare it with.', when, name, mean);
  const made = tests.filter((test) => test.kind !== 'too few');
  if (made.length === 0) {
    return l10n.t(
      '{0}, {1} has the best mean, {2}. There are too few seeds for a test: 6 in common, or 4 and 4 of any, are the least.',
      when,
      name,
      mean,
    );
  }
  const beaten = made.filter(({ better }) => better === name).length;
  const own = made.filter(({ first, second }) => first === name || second === name).length;
  if (beaten === 0) return undecidedText(when, name, mean, own);
  return beaten === own
    ? decidedText(when, name, mean, own)
    : l10n.t(
        '{0}, {1} has the best mean, {2}. The tests tell it apart from {3} of {4}; the others may be as good.',
        when,
        name,
        mean,
        beaten,
        own,
      );
}

function undecidedText(when: string, name: string, mean: string, nOthers: number): string {
  return nOthers === 1
    ? l10n.t(
        '{0}, {1} has the best mean, {2}, but no test tells it apart from the other one.',
        when,
        name,
        mean,
      )
    : l10n.t(
        '{0}, {1} has the best mean, {2}, but no test tells it apart from the others.',
        when,
        name,
        mean,
      );
}

function decidedText(when: string, name: string, mean: string, nOthers: number): string {
  return nOthers === 1
    ? l10n.t(
        '{0}, {1} has the best mean, {2}, and the tests tell it apart from the other one.',
        when,
        name,
        mean,
      )
    : l10n.t(
        '{0}, {1} has the best mean, {2}, and the tests tell it apart from all {3} that could be tested.',
        when,
        name,
        mean,
        nOthers,
      );
}

export const METHOD = l10n.t(
  "A seed counts once in a group, with the mean of its searches. Groups with common seeds: Wilcoxon's signed-rank test; others: the rank-sum test of Mann and Whitney. Both two-sided, p adjusted by Holm, level 0.05. Effect: rank-biserial correlation, 1 where the first is always better, −1 where the second is.",
);

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
