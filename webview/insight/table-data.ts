/** What a chart shows, as text. Rows are made when they are asked for: a closed table of 10,000 costs nothing. */
export interface TableData {
  readonly columns: readonly Column[];
  readonly nRows: number;
  row(i: number): readonly string[];
  /** A row in a file, where its words are the same in every language. */
  written?(i: number): readonly string[];
}

export interface Column {
  readonly title: string;
  /** The title in a file, where it is the same in every language. */
  readonly name?: string;
  readonly align: 'start' | 'end';
}

/** The rows of `items`, in order. */
export function rowsOf<T>(
  items: readonly T[],
  row: (item: T, i: number) => readonly string[],
  written = row,
): Required<Pick<TableData, 'nRows' | 'row' | 'written'>> {
  return {
    nRows: items.length,
    row: (i) => row(items[i]!, i),
    written: (i) => written(items[i]!, i),
  };
}

/** The first `most` rows. */
export function firstRows(data: TableData, most: number): (readonly string[])[] {
  return Array.from({ length: Math.min(most, data.nRows) }, (_, i) => data.row(i));
}

export function tabSeparated(data: TableData): string {
  return [data.columns.map(({ title }) => title), ...firstRows(data, data.nRows)]
    .map((cells) => cells.join('\t'))
    .join('\n');
}

/** RFC 4180. A program that reads it finds the same words whatever the language. */
export function commaSeparated(data: TableData): string {
  const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const rows = Array.from({ length: data.nRows }, (_, i) => data.written?.(i) ?? data.row(i));
  return [data.columns.map(({ title, name = title }) => name), ...rows]
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
}
