import { Bug, TrialError, InputError } from '../base/errors';
import type { Genotype, SearchSpace } from '../space/space';
import type { BenchmarkTable, TableMeasurement, TableRow } from './benchmark-table';
import type { AnalyticEstimator } from './estimator';
import { isTableDeclaration, readDeclaredTable } from './table-declared';
import type { ReadBeside } from './table-declared';
import { isNasBench201File, readNasBench201Table } from './table-nas-bench-201';
import { isNasBenchMacroFile, readNasBenchMacroTable } from './table-nas-bench-macro';
import type { TableSpec } from './options';
import { readOwnTable } from './table-format';
import { requireKindOf } from './table-space';

export type { BenchmarkTable, TableMeasurement, TableMetric, TableRow } from './benchmark-table';

/**
 * Reads a benchmark table, already parsed as JSON.
 *
 * Known are the files of NAS-Bench-201 and NAS-Bench-Macro (see `readNasBench201Table` and
 * `readNasBenchMacroTable`), a table of one's own (see `readOwnTable`, which documents it), and a
 * declaration of what is in a file beside it (see `tableDeclaration`).
 *
 * @param path the file's name as errors should show it
 * @throws InputError with the file's name, row and column; or `estimator.dataset`
 *   and `estimator.epochs` for choices that the file does not offer
 */
export function parseTable(
  json: unknown,
  spec: TableSpec,
  path: string,
  readBeside: ReadBeside = notRead,
): BenchmarkTable {
  if (isNasBench201File(json)) return readNasBench201Table(json, spec, path);
  for (const choice of ['dataset', 'epochs'] as const) {
    if (spec[choice] !== undefined) {
      throw new InputError(
        `estimator.${choice}`,
        `only a NAS-Bench-201 file offers a choice, and ${path} is none`,
      );
    }
  }
  if (isNasBenchMacroFile(json)) return readNasBenchMacroTable(json, path);
  return isTableDeclaration(json) ? readDeclaredTable(json, path, readBeside) : readOwnTable(json, path);
}

function notRead(path: string): never {
  throw new InputError(path, 'expected a table that is whole, not a declaration of another file');
}

/**
 * Looks candidates up in `table`.
 *
 * By encoding, not by candidate id: isomorphic cells were trained separately and
 * have rows, and noise, of their own. A candidate without a row, or whose row
 * lacks a metric, fails with code `invalid`. The trial's seed has no effect. Of a
 * measurement that continues another one only the added seconds are counted.
 *
 * Reads every notation once: about 0.1 s for 15,625 rows.
 *
 * @throws InputError when `space` is not of the table's kind (see `requireSpaceOf` for its options), or a row's notation cannot
 *   be read or repeats another row's
 */
export function tableEstimator(table: BenchmarkTable, space: SearchSpace): AnalyticEstimator {
  requireKindOf(table, space.kind);
  const rows = new Map<string, number>();
  for (const [i, { notation }] of table.rows.entries()) {
    const key = keyOf(table, space, i, notation);
    const earlier = rows.get(key);
    if (earlier !== undefined) {
      throw new InputError(`${table.path}: rows[${i}]`, `repeats rows[${earlier}]: ${notation}`);
    }
    rows.set(key, i);
  }

  const fidelities = table.fidelities ?? [1];
  const measurementAt = (row: TableRow, epochs: number | undefined): TableMeasurement => {
    const i = epochs === undefined ? fidelities.length - 1 : fidelities.indexOf(epochs);
    if (i < 0)
      throw new Bug(`${table.path} was asked for ${epochs} epochs, but has ${fidelities.join(', ')}`);
    return i === fidelities.length - 1 ? row : row.cheaper![i]!;
  };
  const knownNames = table.metrics.flatMap(({ name, known }) => (known === true ? [name] : []));
  const rowOf = (genotype: Genotype): TableRow | undefined => {
    const i = rows.get(genotype.join());
    return i === undefined ? undefined : table.rows[i];
  };

  return {
    known(genotype) {
      const metrics = rowOf(genotype)?.metrics ?? {};
      return Object.fromEntries(
        knownNames.flatMap((name) => (metrics[name] === undefined ? [] : [[name, metrics[name]]])),
      );
    },
    fidelities,
    startsOver: table.continues !== true,
    estimate(genotype, _seed, epochs, continues) {
      const row = rowOf(genotype);
      if (row === undefined) {
        throw new TrialError('invalid', `${table.path} has no row for ${space.format(genotype)}`);
      }
      const { metrics, simulatedSeconds } = measurementAt(row, epochs);
      const missing = table.metrics.find(({ name }) => metrics[name] === undefined);
      if (missing !== undefined) {
        const when = epochs === undefined || fidelities.length === 1 ? '' : ` after ${epochs} epochs`;
        throw new TrialError('invalid', `${table.path} has no ${missing.name}${when} for ${row.notation}`);
      }
      if (simulatedSeconds === undefined) return { metrics };
      const isPaid = table.continues === true && continues !== undefined;
      const paid = isPaid ? (measurementAt(row, continues).simulatedSeconds ?? 0) : 0;
      return { metrics, simulatedSeconds: simulatedSeconds - paid };
    },
  };
}

function keyOf(table: BenchmarkTable, space: SearchSpace, row: number, notation: string): string {
  try {
    return space.parse(notation).join();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${table.path}: rows[${row}]`, error.message);
  }
}
