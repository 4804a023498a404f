/** What a chart shows, as text. */
export interface TableData {
  readonly columns: readonly { readonly title: string; readonly align: 'start' | 'end' }[];
  readonly rows: readonly (readonly string[])[];
}

export function tabSeparated({ columns, rows }: TableData): string {
  return [columns.map(({ title }) => title), ...rows].map((cells) => cells.join('\t')).join('\n');
}

/** RFC 4180. */
export function commaSeparated({ columns, rows }: TableData): string {
  const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [columns.map(({ title }) => title), ...rows]
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
}
