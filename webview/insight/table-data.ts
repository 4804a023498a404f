/** What a chart shows, as text. Rows are made when they are asked for: a closed table of 10,000 costs nothing. */
export interface TableData {
  readonly columns: readonly { readonly title: string; readonly align: 'start' | 'end' }[];
  readonly nRows: number;
  row(i: number): readonly string[];
}

/** The rows of `items`, in order. */
export function rowsOf<T>(
  items: readonly T[],
  row: (item: T, i: number) => readonly string[],
): Pick<TableData, 'nRows' | 'row'> {
  return { nRows: items.length, row: (i) => row(items[i]!, i) };
}

/** The first `most` rows. */
export function firstRows(data: TableData, most: number): (readonly string[])[] {
  return Array.from({ length: Math.min(most, data.nRows) }, (_, i) => data.row(i));
}

export function tabSeparated(data: TableData): string {
  return lines(data)
    .map((cells) => cells.join('\t'))
    .join('\n');
}

/** RFC 4180. */
export function commaSeparated(data: TableData): string {
  const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return lines(data)
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
}

function lines(data: TableData): (readonly string[])[] {
  return [data.columns.map(({ title }) => title), ...firstRows(data, data.nRows)];
}
