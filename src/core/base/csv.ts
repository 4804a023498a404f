export type CsvCell = string | number | undefined;

/** One record of RFC 4180, without the line's end. What is not known is empty. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells
    .map((cell) => {
      const text = cell === undefined ? '' : String(cell);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}
