import type { Annotations } from '../../src/core/journal/annotations';
import type { TrialRecord } from '../../src/core/journal/run-state';
import type { FilterField } from '../shared/filter/filter-field';
import { isExpression, parseFilter } from '../shared/filter/filter-parser';
import { isKeyword } from '../shared/filter/filter-tokens';
import type { FilterProblem } from '../shared/filter/filter-tokens';
import { columnPredicate } from '../shared/table/column-filter';
import type { ColumnFilters } from '../shared/table/column-filter';
import { arrange, matcher } from '../shared/table/table-model';
import type { Column, Sorts } from '../shared/table/table-model';

/** More pinned rows than these would leave the table no room: the others are sorted with the rest. */
export const MOST_PINNED = 5;

export type Matches = (row: TrialRecord) => boolean;

/** What a person's filter means; with a problem it keeps everything. */
export function queryFilter(
  query: string,
  fields: readonly FilterField<TrialRecord>[],
  text: (row: TrialRecord) => string,
): { readonly matches: Matches; readonly problem: FilterProblem | undefined } {
  if (!isExpression(query)) return { matches: matcher(query, text), problem: undefined };
  const parsed = parseFilter(withoutUnfinished(query, fields), fields, text);
  return parsed.kind === 'filter'
    ? { matches: parsed.matches, problem: undefined }
    : { matches: () => true, problem: parsed.problem };
}

/** Without the beginning of a column's name at the end: it is being typed, and as a word it would match nothing. */
function withoutUnfinished(query: string, fields: readonly FilterField<TrialRecord>[]): string {
  const [, head = '', word = ''] = /^(.*?\S)\s+(?:(?:and|or)\s+)?([a-z]\w*)$/is.exec(query) ?? [];
  const isBegun = fields.some(({ name }) => name.toLowerCase().startsWith(word.toLowerCase()));
  return isExpression(head) &&
    isBegun &&
    !isKeyword(word) &&
    parseFilter(head, fields, () => '').kind === 'filter'
    ? head
    : query;
}

/** Rows in order, of which the first `nPinned` stay in sight, whatever the filters say. */
export interface ArrangedTrials {
  readonly rows: readonly TrialRecord[];
  readonly nPinned: number;
  /** Pinned by a person; more than `nPinned` when some have no room there and are sorted with the rest. */
  readonly nWanted: number;
  /** Rows that the filters keep, pinned or not. */
  readonly matching: readonly TrialRecord[];
}

export function arrangeTrials(
  trials: readonly TrialRecord[],
  columns: readonly Column<TrialRecord>[],
  by: {
    readonly sorts: Sorts;
    readonly matches: Matches;
    readonly columnFilters: ColumnFilters;
    /** `undefined` keeps those that are not selected. */
    readonly only: ReadonlySet<number> | undefined;
    readonly annotations: Annotations;
  },
): ArrangedTrials {
  const inColumns = columnPredicate(columns, by.columnFilters);
  const keeps: Matches = (row) =>
    (by.only === undefined || by.only.has(row.trial)) && inColumns(row) && by.matches(row);
  const rows = arrange(trials, columns, by.sorts, keeps);
  const pinned = [...by.annotations].flatMap(([trial, annotation]) =>
    annotation.pinned ? (trials[trial] ?? []) : [],
  );
  const nWanted = pinned.length;
  if (nWanted === 0) return { rows, nPinned: 0, nWanted, matching: rows };
  const ordered = arrange(pinned.slice(0, MOST_PINNED), columns, by.sorts, () => true);
  const ids = new Set(ordered.map(({ trial }) => trial));
  const rest = rows.filter(({ trial }) => !ids.has(trial));
  return { rows: [...ordered, ...rest], nPinned: ordered.length, nWanted, matching: rows };
}

/** The rows that match, in the order of the table: what a file of it holds. A pinned row that does not match is in sight only. */
export function writtenTrials({ rows, nPinned, matching }: ArrangedTrials): readonly TrialRecord[] {
  if (nPinned === 0) return rows;
  const kept = new Set(matching);
  return rows.filter((row) => kept.has(row));
}
