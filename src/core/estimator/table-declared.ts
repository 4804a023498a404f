import { expected, InputError } from '../base/errors';
import { checked, formatPath, issuesFrom, problemOf } from '../base/issues';
import { createSpace, spaceSchema } from '../space/catalog';
import { NAS_BENCH_201_CONTEXT } from '../space/nas-bench-201';
import { NAS_BENCH_MACRO_CONTEXT } from '../space/nas-bench-macro';
import type { SpaceContext } from '../space/space';
import type { BenchmarkTable, TableMetric, TableRow } from './benchmark-table';
import { candidateReader } from './candidate-cells';
import type { Cells } from './table-cells';
import { isObject, readCells } from './table-cells';
import { tableDeclaration } from './table-declaration';
import type { TableDeclaration } from './table-declaration';

/** Reads a file that is named relative to the declaration: JSON, or CSV as `columns` and `rows`. Throws `InputError` at that name. */
export type ReadBeside = (path: string) => unknown;

export function isTableDeclaration(json: unknown): boolean {
  return isObject(json) && json['format'] === 'nas-table-declaration';
}

/**
 * Reads a table through the declaration beside it, which `tableDeclaration` documents.
 *
 * @throws InputError naming the declaration's place, or the data file with row and column
 */
export function readDeclaredTable(json: unknown, path: string, readBeside: ReadBeside): BenchmarkTable {
  const parsed = tableDeclaration.safeParse(json);
  if (!parsed.success) {
    const issue = issuesFrom(parsed.error, tableDeclaration, json)[0]!;
    throw new InputError(`${path}: ${formatPath(issue.path)}`, problemOf(issue));
  }
  const declaration = parsed.data;
  return declaredTable(declaration, readBeside(declaration.data), path);
}

/** The table in `data`, as a declaration says. */
export function declaredTable(declaration: TableDeclaration, data: unknown, path: string): BenchmarkTable {
  const file = declaration.data;
  const cells = readCells(partOf(data, declaration.part, file), file);
  checkColumns(declaration, cells, path);
  const context = contextOf(declaration, path);
  const { kind, ...spaceOptions } = checked(spaceSchema, declaration.space, `${path}: space`);
  const space = createSpace({ kind, ...spaceOptions }, context);
  const candidateOf = candidateReader(declaration, space, cells, path);
  return {
    path: file,
    space: kind,
    spaceOptions,
    context,
    metrics: declaration.metrics.map(metricOf),
    hasSimulatedSeconds: declaration.simulatedSeconds !== undefined,
    rows: Array.from({ length: cells.nRows }, (_, row) => ({
      notation: space.format(candidateOf(row)),
      ...measuredIn(declaration, cells, row),
    })),
  };
}

function partOf(data: unknown, part: readonly string[], file: string) {
  let found = data;
  for (const member of part) {
    if (!isObject(found) || !Object.hasOwn(found, member)) throw expected(file, `a member ${member}`, found);
    found = found[member];
  }
  if (!isObject(found)) throw expected(file, 'columns and rows', found);
  return found;
}

function contextOf({ space: { kind }, context }: TableDeclaration, path: string): SpaceContext {
  if (context) return context;
  if (kind === 'nas-bench-201') return NAS_BENCH_201_CONTEXT;
  if (kind === 'nas-bench-macro') return NAS_BENCH_MACRO_CONTEXT;
  // Nothing of such a space is ever built.
  if (kind === 'table') return { inputShape: [1], outputUnits: 1 };
  throw expected(`${path}: context`, 'an object with inputShape and outputUnits', undefined);
}

function checkColumns({ metrics, simulatedSeconds }: TableDeclaration, cells: Cells, path: string): void {
  for (const [i, { name, column = name }] of metrics.entries()) {
    if (!cells.has(column)) throw expected(`${path}: metrics[${i}].column`, 'the name of a column', column);
    if (metrics.findIndex((metric) => metric.name === name) !== i)
      throw expected(`${path}: metrics[${i}].name`, 'a name of its own', name);
  }
  if (simulatedSeconds && !cells.has(simulatedSeconds.column))
    throw expected(`${path}: simulatedSeconds.column`, 'the name of a column', simulatedSeconds.column);
}

function metricOf({
  name,
  goal,
  unit,
  title,
  description,
  known,
}: TableDeclaration['metrics'][number]): TableMetric {
  return {
    name,
    goal,
    unit,
    title: title ?? name,
    description: description ?? '',
    ...(known === undefined ? {} : { known }),
  };
}

function measuredIn(
  { metrics, simulatedSeconds }: TableDeclaration,
  cells: Cells,
  row: number,
): Omit<TableRow, 'notation'> {
  const values: Record<string, number> = {};
  for (const { name, column = name, scale, unit } of metrics) {
    const cell = cells.number(row, column);
    if (cell === undefined) continue;
    // To 12 digits: 93.41 percent is 0.9341, and not 0.9341000000000002.
    const value = scale === 1 ? cell : Number((cell * scale).toPrecision(12));
    if (unit === 'fraction' && (value < 0 || value > 1))
      throw cells.error(row, column, 'a fraction in [0, 1] once it is scaled');
    values[name] = value;
  }
  if (simulatedSeconds === undefined) return { metrics: values };
  const seconds = cells.number(row, simulatedSeconds.column);
  if (seconds === undefined || seconds < 0)
    throw cells.error(row, simulatedSeconds.column, 'a time, at least 0');
  return { metrics: values, simulatedSeconds: seconds * simulatedSeconds.scale };
}
