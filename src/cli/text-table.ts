export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const GAP = '  ';

/**
 * Rows under their titles, no line wider than `width`: the last column is cut
 * with an ellipsis. Lines have no trailing blanks.
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, c) => Math.max(...all.map((row) => row[c]?.length ?? 0)));
  return all.map((row) => {
    const cells = columns.map(({ align }, c) => {
      const cell = row[c] ?? '';
      return align === 'right' ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!);
    });
    return cut(cells.join(GAP).trimEnd(), width);
  });
}

/** `text`, or its beginning with an ellipsis. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`;
}
