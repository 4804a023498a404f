import { tauOfRanks } from './kendall';
import { denseRanks } from './ranks';

/**
 * Kendall's tau-b of every two columns, by the trials that have both.
 *
 * @param columns of equal length; NaN where a trial lacks the metric
 * @returns `[n, n]`, symmetric; `undefined` where one side is all the same
 */
export function correlationMatrix(columns: readonly Float64Array[]): (number | undefined)[][] {
  const isComplete = columns.map((column) => !column.some(Number.isNaN));
  const ranks = columns.map((column, i) => (isComplete[i]! ? denseRanks(column) : undefined));
  const taus: (number | undefined)[][] = columns.map(() => columns.map(() => undefined));
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      const x = ranks[i];
      const y = ranks[j];
      const tau = x && y ? tauOfRanks(x, y) : ofBoth(columns[i]!, columns[j]!);
      taus[i]![j] = tau;
      taus[j]![i] = tau;
    }
  }
  return taus;
}

function ofBoth(x: Float64Array, y: Float64Array): number | undefined {
  const isKnown = (_: number, i: number): boolean => !Number.isNaN(x[i]!) && !Number.isNaN(y[i]!);
  return tauOfRanks(denseRanks(x.filter(isKnown)), denseRanks(y.filter(isKnown)));
}
