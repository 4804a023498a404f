import { InputError, expected } from '../base/errors';

/** A JSON object of unknown members. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A table's columns and rows, checked for shape: every row has one cell per column. */
export interface Cells {
  readonly nRows: number;
  has(column: string): boolean;
  text(row: number, column: string): string;
  /** Text, number or truth value as text; `undefined` where the cell is null. */
  raw(row: number, column: string): string | undefined;
  /** `undefined` where the cell is null: missing. Infinite and other non-numbers are refused. */
  number(row: number, column: string): number | undefined;
  /** The error for a cell, named by row and column. */
  error(row: number, column: string, what: string): InputError;
}

/** @throws InputError naming `path`, and row and column where they are known */
export function readCells(json: JsonObject, path: string): Cells {
  const columns = readColumns(json['columns'], path);
  const rows: unknown = json['rows'];
  if (!Array.isArray(rows)) throw expected(`${path}: rows`, 'a list of lists', rows);
  const checked = rows.map((row: unknown, i) => {
    if (!Array.isArray(row)) throw expected(`${path}: rows[${i}]`, 'a list', row);
    if (row.length !== columns.length) {
      throw expected(`${path}: rows[${i}]`, `${columns.length} cells, one per column`, row.length);
    }
    return row as readonly unknown[];
  });
  const positions = new Map(columns.map((column, i) => [column, i]));

  const place = (row: number, column: string): string => `${path}: rows[${row}], column ${column}`;
  const cell = (row: number, column: string): unknown => {
    const position = positions.get(column);
    if (position === undefined) throw new InputError(`${path}: columns`, `there is no column ${column}`);
    return checked[row]![position];
  };
  const error = (row: number, column: string, what: string): InputError =>
    expected(place(row, column), what, cell(row, column));

  return {
    nRows: checked.length,
    has: (column) => positions.has(column),
    text(row, column) {
      const value = cell(row, column);
      if (typeof value !== 'string' || value === '') throw error(row, column, 'an architecture as text');
      return value;
    },
    raw(row, column) {
      const value = cell(row, column);
      if (value === null) return undefined;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
        throw error(row, column, 'a text, a number or null');
      return String(value);
    },
    number(row, column) {
      const value = cell(row, column);
      if (value === null) return undefined;
      if (typeof value !== 'number' || !Number.isFinite(value)) throw error(row, column, 'a number or null');
      return value;
    },
    error,
  };
}

function readColumns(json: unknown, path: string): readonly string[] {
  if (!Array.isArray(json) || json.length === 0) throw expected(`${path}: columns`, 'a list of names', json);
  const columns: string[] = [];
  for (const [i, column] of (json as readonly unknown[]).entries()) {
    if (typeof column !== 'string' || column === '')
      throw expected(`${path}: columns[${i}]`, 'a name', column);
    if (columns.includes(column)) throw expected(`${path}: columns[${i}]`, 'a name of its own', column);
    columns.push(column);
  }
  return columns;
}
