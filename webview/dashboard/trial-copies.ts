import { csvLine } from '../../src/core/base/csv';
import type { Annotations } from '../../src/core/journal/annotations';
import type { TrialRecord } from '../../src/core/journal/run-state';
import type { Column } from '../shared/table/table-model';
import { columnName } from './trial-fields';

/** For the clipboard and a spreadsheet: the table's texts with tabs between them. */
export function tabSeparated(
  trials: readonly TrialRecord[],
  columns: readonly Column<TrialRecord>[],
): string {
  return textRows(trials, columns)
    .map((cells) => cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}

/** The same as a Markdown table. */
export function markdownTable(
  trials: readonly TrialRecord[],
  columns: readonly Column<TrialRecord>[],
): string {
  const [head = [], ...rows] = textRows(trials, columns).map((cells) =>
    cells.map((cell) => cell.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', '\\|')),
  );
  const rule = columns.map(({ align }) => (align === 'end' ? '--:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Every column and what people have said, with full precision, as RFC 4180 has it. */
export function csvFile(
  trials: readonly TrialRecord[],
  columns: readonly Column<TrialRecord>[],
  annotations: Annotations,
): string {
  const own = columns.filter(({ id }) => id !== 'note');
  const head = [...own.map(columnName), 'failure', 'starred', 'note'];
  const lines = trials.map((trial) => {
    const { starred, note } = annotations.get(trial.trial) ?? {};
    return csvLine([
      ...own.map((column) => (column.id === 'parents' ? trial.parents.join(' ') : column.value(trial))),
      trial.status === 'failed' ? `${trial.code}: ${trial.reason}` : undefined,
      starred ? 'yes' : undefined,
      note,
    ]);
  });
  return [csvLine(head), ...lines].map((line) => `${line}\r\n`).join('');
}

function textRows(
  trials: readonly TrialRecord[],
  columns: readonly Column<TrialRecord>[],
): (readonly string[])[] {
  return [
    columns.map(({ title }) => title),
    ...trials.map((trial) => columns.map((column) => column.text(trial))),
  ];
}
