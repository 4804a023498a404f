import * as l10n from '@vscode/l10n';
import type { Annotations } from '../../src/core/journal/annotations';
import { failureCause } from '../../src/core/journal/failure-groups';
import type { TrialRecord } from '../../src/core/journal/run-state';
import type { FilterField } from '../shared/filter/filter-field';
import type { Column } from '../shared/table/table-model';
import { statusText } from './trial-columns';

export interface TrialMarks {
  readonly best: number | undefined;
  readonly front: ReadonlySet<number>;
}

const STATUSES = ['running', 'measured', 'failed'];
const YES_NO = ['yes', 'no'];

/** What a filter can name: every column, and what is known of a trial beside them. */
export function trialFields(
  columns: readonly Column<TrialRecord>[],
  annotations: Annotations,
  marks: () => TrialMarks,
): FilterField<TrialRecord>[] {
  const yes = (holds: boolean | undefined) => (holds === true ? 'yes' : 'no');
  const flag = (name: string, title: string, holds: (trial: number) => boolean | undefined) => ({
    name,
    title,
    value: ({ trial }: TrialRecord) => yes(holds(trial)),
    values: YES_NO,
  });
  return [
    ...columns.map((column) => fieldOf(column)),
    {
      name: 'failure',
      title: l10n.t('Reason of the failure'),
      value: failureCause,
    },
    flag('front', l10n.t('On the Pareto front'), (trial) => marks().front.has(trial)),
    flag('best', l10n.t('Best trial'), (trial) => marks().best === trial),
    flag('starred', l10n.t('Starred'), (trial) => annotations.get(trial)?.starred),
    flag('pinned', l10n.t('Pinned'), (trial) => annotations.get(trial)?.pinned),
  ];
}

/** As it is written in a filter and at the top of a CSV file: a metric by its own name. */
export function columnName({ id }: Column<TrialRecord>): string {
  return id.replace(/^metric:/, '');
}

function fieldOf(column: Column<TrialRecord>): FilterField<TrialRecord> {
  const { title, unit } = column;
  const name = columnName(column);
  switch (column.id) {
    case 'status':
      return { name, title, value: ({ status }) => status, values: STATUSES };
    case 'parents':
      return { name, title, unit: 'count', value: ({ parents }) => parents };
    default:
      return { name, title, ...(unit !== undefined && { unit }), value: (row) => column.value(row) };
  }
}

/** All that a row says, in lower case, with its failure in full. */
export function searchText(cells: (row: TrialRecord) => string): (row: TrialRecord) => string {
  return (row) =>
    row.status === 'failed' ? `${cells(row)}\n${statusText(row)} ${row.reason}`.toLowerCase() : cells(row);
}
