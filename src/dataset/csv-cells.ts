import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from '../core/base/errors';

/** What a JSON table holds. */
export interface TableOfCells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * The cells of a CSV text with a header: numbers where they read as such, `null` where empty, else text.
 * Separated by commas, or by tabs where the name ends in `.tsv`.
 *
 * A number that a text would not give back (`007`, `1e400`) stays text, because codes of architectures look like that.
 *
 * @throws InputError at `path`, with the line
 */
export function csvCells(text: string, path: string): TableOfCells {
  const [columns = [], ...rows] = recordsOf(text, path);
  return { columns, rows: rows.map((record) => record.map(cellOf)) };
}

function recordsOf(text: string, path: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: /\.tsv(\.gz)?$/i.test(path) ? '\t' : ',',
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(path, `expected CSV: ${error.message}`);
  }
}

function cellOf(text: string): string | number | null {
  if (text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) && /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text) ? number : text;
}
