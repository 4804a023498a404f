import { CsvError, parse } from 'csv-parse';
import { Readable, pipeline } from 'node:stream';
import { InputError, expected, show } from '../core/base/errors';
import type { DatasetSpec } from '../core/experiment/task';
import type { Shape } from '../core/graph/operation';
import { classNames } from './class-names';
import { FloatList } from './float-list';
import { MAX_VALUES } from './raw-data';
import type { RawData } from './raw-data';
import { openBytes } from './read-bytes';
import type { SourceFile } from './read-bytes';

export type CsvSpec = Extract<DatasetSpec, { format: 'csv' }>;

/** Longest line. Longer ones come from a wrong separator or an open quote. */
const MAX_LINE = 2 ** 22;

/**
 * One example a row: the label column and numbers. Rows are counted as an editor counts lines, the header being row 1.
 * Empty lines are skipped. A column of text is refused rather than turned into 0/1 columns: one misspelt number would
 * silently become a column for each of its values.
 */
export async function readCsvDataset(
  name: string,
  file: SourceFile,
  spec: CsvSpec,
  regression: boolean,
): Promise<RawData> {
  const table = new CsvTable(file.label, spec, regression);
  for await (const { record, line } of readRecords(file, spec)) table.add(record, line);
  return table.finish(name);
}

interface Row {
  readonly record: readonly string[];
  readonly line: number;
}

async function* readRecords(file: SourceFile, spec: CsvSpec): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    delimiter: spec.separator,
    info: true,
    max_record_size: MAX_LINE,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  const bytes = Readable.from(await openBytes(file), { objectMode: false });
  // Errors of either stream reach the loop below through the parser.
  const rows: AsyncIterable<{ record: string[]; info: { lines: number } }> = pipeline(
    bytes,
    parser,
    () => undefined,
  );
  let line = 0;
  try {
    for await (const { record, info } of rows) {
      line = info.lines;
      yield { record, line };
    }
  } catch (error) {
    throw error instanceof CsvError ? csvError(file, error, line + 1) : error;
  }
}

/** `next` is the row after the last good one: an open quote is noticed only where the file ends. */
function csvError(file: SourceFile, error: CsvError, next: number): InputError {
  const endless = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  // The parser puts the line into its message only.
  const line = endless ? next : Number(/\bline (\d+)/.exec(error.message)?.[1] ?? next);
  return new InputError(`${file.label}, row ${line}`, CSV_PROBLEMS[error.code] ?? error.message);
}

const CSV_PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'expected a closing quote, but the file ends',
  INVALID_OPENING_QUOTE: 'expected a quote only at the start of a value, but got one in the middle',
  CSV_INVALID_CLOSING_QUOTE: 'expected a separator after the closing quote',
  CSV_MAX_RECORD_SIZE: `expected at most ${MAX_LINE} characters in a row: is the separator right, and every quote closed?`,
};

/** Checks and collects rows. */
class CsvTable {
  private columns: readonly string[] | undefined;
  private labelAt = -1;
  private readonly x = new FloatList();
  private readonly values = new FloatList();
  private readonly classes: string[] = [];
  private count = 0;
  private headerSeen = false;

  constructor(
    private readonly label: string,
    private readonly spec: CsvSpec,
    private readonly regression: boolean,
  ) {}

  add(record: readonly string[], line: number): void {
    if (this.spec.header && !this.headerSeen) {
      this.headerSeen = true;
      this.setColumns(record, line);
      return;
    }
    if (this.columns === undefined)
      this.setColumns(
        record.map((_, i) => `${i}`),
        line,
      );
    const columns = this.columns ?? [];
    if (record.length !== columns.length) {
      throw expected(this.place(line), `${columns.length} columns as in the first row`, record.length);
    }
    if (this.x.length + record.length > MAX_VALUES) {
      throw new InputError(this.place(line), `expected at most ${MAX_VALUES} numbers in all`);
    }
    record.forEach((text, column) => {
      if (column === this.labelAt) this.addLabel(text, line, column);
      else this.x.push(this.number(text, line, column));
    });
    this.count++;
  }

  finish(name: string): RawData {
    const features = (this.columns?.length ?? 0) - 1;
    if (this.count === 0) throw new InputError(this.label, 'expected rows of data, but got none');
    const names = this.regression ? [this.columns![this.labelAt]!] : classNames(this.classes);
    const position = new Map(names.map((className, i) => [className, i]));
    return {
      name,
      inputShape: this.inputShape(features),
      target: { kind: this.regression ? 'values' : 'classes', names },
      divisor: 1,
      examples: {
        count: this.count,
        x: this.x.toArray(),
        y: this.regression
          ? this.values.toArray()
          : Float32Array.from(this.classes, (className) => position.get(className)!),
      },
    };
  }

  private setColumns(record: readonly string[], line: number): void {
    this.columns = record;
    this.labelAt = this.findLabel(record, line);
    if (record.length < 2) {
      throw new InputError(
        this.place(line),
        `expected a label and at least one more column, but got 1 column: is the separator ${show(this.spec.separator)} right?`,
      );
    }
    this.inputShape(record.length - 1);
  }

  private findLabel(record: readonly string[], line: number): number {
    const { label, header } = this.spec;
    if (typeof label === 'number') {
      if (label < record.length) return label;
      throw expected('task.dataset.label', `a column from 0 to ${record.length - 1} of ${this.label}`, label);
    }
    if (!header) {
      throw expected(
        'task.dataset.label',
        `the position of a column, since ${this.label} has no header`,
        label,
      );
    }
    const found = record.indexOf(label);
    if (found < 0) {
      const names = record.map((name) => show(name, 24)).join(', ');
      throw expected('task.dataset.label', `a column of ${this.place(line)} (${clip(names)})`, label);
    }
    if (record.includes(label, found + 1)) {
      throw new InputError(
        this.place(line),
        `expected one column ${show(label)}, but got several: give its position`,
      );
    }
    return found;
  }

  private inputShape(features: number): Shape {
    const shape = this.spec.imageShape;
    if (shape === undefined) return [features];
    const pixels = shape[0] * shape[1] * shape[2];
    if (pixels !== features) {
      throw expected(
        'task.dataset.imageShape',
        `${features} values, as many as ${this.label} has columns beside the label`,
        `${shape.join(' x ')} = ${pixels}`,
      );
    }
    return shape;
  }

  private addLabel(text: string, line: number, column: number): void {
    if (this.regression) this.values.push(this.number(text, line, column));
    else if (text === '')
      throw new InputError(this.place(line, column), 'expected a label, but the value is missing');
    else this.classes.push(text);
  }

  private number(text: string, line: number, column: number): number {
    const value = Number(text);
    if (text !== '' && Number.isFinite(value) && Math.abs(value) < 3.4e38) return value;
    const place = this.place(line, column);
    if (text === '' || /^(na|n\/a|nan|null|none|\?)$/i.test(text)) {
      throw new InputError(
        place,
        `expected a number, but the value is missing${text === '' ? '' : ` (${show(text)})`}: fill it in or leave the row out`,
      );
    }
    const first = this.count === 0;
    const advice = !Number.isNaN(value)
      ? ''
      : first && !this.spec.header
        ? ' (if this row names the columns, set header to true)'
        : ' (give a column of text as numbers, one 0/1 column for each of its values, or leave it out)';
    throw new InputError(place, `expected a number, but got ${show(text)}${advice}`);
  }

  private place(line: number, column?: number): string {
    const row = `${this.label}, row ${line}`;
    if (column === undefined) return row;
    return this.spec.header
      ? `${row}, column ${column} (${show(this.columns?.[column] ?? '', 32)})`
      : `${row}, column ${column}`;
  }
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
