import { describe, expect, it } from 'vitest';
import type { Annotations } from '../../../src/core/journal/annotations';
import { replay } from '../../../src/core/journal/replay';
import { selectionSummary } from '../../../webview/dashboard/selection-summary';
import { trialColumns } from '../../../webview/dashboard/trial-columns';
import { csvFile, markdownTable } from '../../../webview/dashboard/trial-copies';
import { trialFields } from '../../../webview/dashboard/trial-fields';
import { arrangeTrials, queryFilter, writtenTrials } from '../../../webview/dashboard/trials-model';
import { rowTexts } from '../../../webview/shared/table/table-model';
import { fakeRun } from '../../support/fake-run';

const STATE = replay(fakeRun({ trials: 12, running: 1, failEvery: 5 }));
const ANNOTATIONS: Annotations = new Map([
  [3, { starred: true, note: 'wide, "odd"\nstem' }],
  [6, { pinned: true }],
]);
const COLUMNS = trialColumns(STATE, ['valAccuracy', 'macs'], ANNOTATIONS);
const FIELDS = trialFields(COLUMNS, ANNOTATIONS, () => ({ best: 2, front: new Set([2, 7]) }));

const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('the filter of trials', () => {
  const kept = (query: string) => {
    const { matches, problem } = queryFilter(query, FIELDS, rowTexts(COLUMNS));
    return problem?.message ?? STATE.trials.filter(matches).map(({ trial }) => trial);
  };

  it.each([
    ['status = failed', [4, 9]],
    ['status = running', [11]],
    ['front = yes and best = no', [7]],
    ['starred = yes', [3]],
    ['pinned = yes or note ~ ODD', [3, 6]],
    ['failure = "diverged: the loss is not a number after epoch #"', [4, 9]],
    ['parents = none and status != failed and trial < 3', [0, 1, 2]],
    ['odd', [3]],
    // A column whose name is being typed does not hide everything.
    ['status = failed and ma', [4, 9]],
    ['status = failed ma', [4, 9]],
    ['status = failed and zebra', []],
  ])('%s', (query, trials) => expect(kept(query)).toEqual(trials));

  it('keeps everything while it is wrong, and says what is wrong', () => {
    const { matches, problem } = queryFilter('macs >', FIELDS, rowTexts(COLUMNS));
    expect([problem?.message, STATE.trials.every(matches)]).toEqual([
      'Expected a value of macs, but got nothing',
      true,
    ]);
  });
});

describe('the rows', () => {
  const by = { sorts: [{ column: 'trial', direction: 'ascending' as const }], annotations: ANNOTATIONS };

  it('begin with what is pinned, whatever the filters say', () => {
    const { rows, nPinned, matching } = arrangeTrials(STATE.trials, COLUMNS, {
      ...by,
      matches: ({ trial }) => trial < 3,
      columnFilters: {},
      only: undefined,
    });
    expect([rows, matching].map((some) => some.map(({ trial }) => trial))).toEqual([
      [6, 0, 1, 2],
      [0, 1, 2],
    ]);
    expect(nPinned).toBe(1);
  });

  it('tell how many are pinned of which only five have room on top', () => {
    const pinned: Annotations = new Map([1, 2, 3, 5, 6, 7, 8].map((trial) => [trial, { pinned: true }]));
    const all = { ...by, annotations: pinned, matches: () => true, columnFilters: {}, only: undefined };
    const { rows, nPinned, nWanted } = arrangeTrials(STATE.trials, COLUMNS, all);
    expect([nPinned, nWanted]).toEqual([5, 7]);
    expect(rows.map(({ trial }) => trial)).toEqual([1, 2, 3, 5, 6, 0, 4, 7, 8, 9, 10, 11]);
  });

  it('are written without pinned ones that do not match, in the order of the table', () => {
    const pinned: Annotations = new Map([2, 6].map((trial) => [trial, { pinned: true }]));
    const arranged = arrangeTrials(STATE.trials, COLUMNS, {
      ...by,
      annotations: pinned,
      matches: ({ trial }) => trial < 4,
      columnFilters: {},
      only: undefined,
    });
    const ids = (rows: readonly { readonly trial: number }[]) => rows.map(({ trial }) => trial);
    expect([ids(arranged.rows), ids(writtenTrials(arranged))]).toEqual([
      [2, 6, 0, 1, 3],
      [2, 0, 1, 3],
    ]);
  });

  it('can be those that are selected', () => {
    const { rows } = arrangeTrials(STATE.trials, COLUMNS, {
      ...by,
      matches: () => true,
      columnFilters: { status: { kind: 'values', values: ['measured'] } },
      only: new Set([6, 4, 2]),
    });
    expect(rows.map(({ trial }) => trial)).toEqual([6, 2]);
  });
});

it('copies rows as a Markdown table', () => {
  const columns = COLUMNS.filter(({ id }) => ['trial', 'metric:macs', 'note'].includes(id));
  expect(plain(markdownTable(STATE.trials.slice(3, 4), columns))).toMatch(
    /^\| Trial \| MACs \| Note \|\n\| --- \| --: \| --- \|\n\| 3 \| [\d.]+ k \| wide, "odd" stem \|$/,
  );
});

it('saves every column in full, as RFC 4180 has it', () => {
  const [head, three, four] = csvFile(STATE.trials.slice(3, 5), COLUMNS, ANNOTATIONS).split('\r\n');
  expect(head).toBe(
    'trial,status,valAccuracy,macs,operator,parents,duration,architecture,failure,starred,note',
  );
  const { metrics } = STATE.trials[3] as { metrics?: Record<string, number> };
  expect(three).toContain(`3,measured,${metrics!['valAccuracy']},${metrics!['macs']},sample,,`);
  expect(three).toMatch(/,yes,"wide, ""odd""\nstem"$/);
  expect(four).toContain(',diverged: the loss is not a number after epoch 2,,');
});

it('sums up many: how many, and the range of each objective', () => {
  const summary = selectionSummary(STATE, [1, 4, 2])!;
  const values = [1, 2].map((i) => (STATE.trials[i] as { metrics: Record<string, number> }).metrics['macs']!);
  expect(summary.title).toBe('3 trials selected, 2 measured');
  expect(summary.ranges.map(({ name }) => name)).toEqual(['Validation accuracy', 'MACs']);
  expect(summary.ranges[1]!.value.includes(' to ')).toBe(values[0] !== values[1]);
  expect(selectionSummary(STATE, [1])).toBeUndefined();
});
