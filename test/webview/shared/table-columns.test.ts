import { describe, expect, it } from 'vitest';
import { columnPredicate, describeFilter, fewValues } from '../../../webview/shared/table/column-filter';
import type { ColumnFilters } from '../../../webview/shared/table/column-filter';
import {
  DEFAULT_LAYOUT,
  moveColumn,
  orderedColumns,
  resizeColumn,
  showColumn,
  shownColumns,
} from '../../../webview/shared/table/column-layout';
import type { Column } from '../../../webview/shared/table/table-model';

type Row = readonly [id: number, macs: number | undefined, status: string];

function column(id: string, at: 0 | 1 | 2): Column<Row> {
  return {
    id,
    title: id.toUpperCase(),
    ...(at === 2 ? {} : { unit: 'count' as const }),
    align: 'start',
    width: 50,
    first: 'ascending',
    value: (row) => row[at],
    text: (row) => String(row[at] ?? ''),
  };
}

const COLUMNS = [column('id', 0), column('macs', 1), column('status', 2)];
const ids = (columns: readonly Column<Row>[]) => columns.map(({ id }) => id).join(' ');

describe('a layout of columns', () => {
  it('moves every column but the first, and not past the ends', () => {
    const moved = moveColumn(COLUMNS, DEFAULT_LAYOUT, 'status', -1);
    const far = moveColumn(COLUMNS, moved, 'status', -5);
    const first = moveColumn(COLUMNS, DEFAULT_LAYOUT, 'id', 1);
    expect([moved, far, first].map((layout) => ids(orderedColumns(COLUMNS, layout)))).toEqual([
      'id status macs',
      'id status macs',
      'id macs status',
    ]);
  });

  it('puts a column that it does not know behind the one that stands before it', () => {
    const layout = { ...DEFAULT_LAYOUT, order: ['status', 'macs'] };
    const grown = [COLUMNS[0]!, column('new', 1), COLUMNS[1]!, column('newer', 1), COLUMNS[2]!];
    expect(ids(orderedColumns(grown, layout))).toBe('id new status macs newer');
  });

  it('hides and shows again, keeps widths in bounds, and never hides the first', () => {
    const hidden = showColumn(showColumn(DEFAULT_LAYOUT, 'macs', false), 'id', false);
    const wide = resizeColumn(resizeColumn(hidden, 'id', 5), 'status', 120.4);
    expect(shownColumns(COLUMNS, wide).map(({ id, width }) => [id, width])).toEqual([
      ['id', 44],
      ['status', 120],
    ]);
    expect(ids(shownColumns(COLUMNS, showColumn(wide, 'macs', true)))).toBe('id macs status');
  });
});

describe('filters of columns', () => {
  const ROWS: readonly Row[] = [
    [0, 10, 'measured'],
    [1, 20, 'failed'],
    [2, undefined, 'running'],
  ];
  const kept = (filters: ColumnFilters) => ROWS.filter(columnPredicate(COLUMNS, filters)).map(([id]) => id);

  it.each<[ColumnFilters, number[]]>([
    [{}, [0, 1, 2]],
    [{ macs: { kind: 'range', min: 20 } }, [1]],
    [{ macs: { kind: 'range', min: 5, max: 20 } }, [0, 1]],
    [{ status: { kind: 'values', values: ['failed', 'running'] } }, [1, 2]],
    [{ status: { kind: 'text', text: 'MEAS' } }, [0]],
    [{ macs: { kind: 'range', max: 15 }, status: { kind: 'text', text: 'failed' } }, []],
    [{ gone: { kind: 'text', text: 'x' } }, [0, 1, 2]],
  ])('%j keeps %j', (filters, expected) => expect(kept(filters)).toEqual(expected));

  it('say in words what they keep', () => {
    const [, macs, status] = COLUMNS;
    expect([
      describeFilter(macs!, { kind: 'range', min: 5, max: 2_000_000 }),
      describeFilter(macs!, { kind: 'range', max: 5 }),
      describeFilter(status!, { kind: 'values', values: ['failed'] }),
      describeFilter(status!, { kind: 'text', text: 'x' }),
    ]).toEqual(['MACS from 5 to 2.00\u202fM', 'MACS to 5', 'STATUS: failed', 'STATUS contains x']);
  });

  it('offer few values, and none of many', () => {
    const many = Array.from({ length: 13 }, (_, i): Row => [i, i, 'x']);
    expect([fewValues(COLUMNS[2]!, ROWS), fewValues(COLUMNS[1]!, many)]).toEqual([
      ['failed', 'measured', 'running'],
      undefined,
    ]);
  });
});
