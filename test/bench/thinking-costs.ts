import { createRng } from '../../src/core/base/random';
import { parseTable, tableEstimator } from '../../src/core/estimator/table';
import { problemOf } from '../../src/core/search/problem';
import { createSpace } from '../../src/core/space/catalog';
import { createStrategy } from '../../src/core/strategy/catalog';
import { scoreOf } from '../../src/core/trial/objective';
import { median } from './median';

/** Trials told before the question whose cost is shown. */
export const HISTORIES = [50, 100, 200, 500, 1000] as const;

/** Trials on either side of such a history whose median is its cost: a generation's work falls on one of many. */
const AROUND = 10;

export interface ThinkingCost {
  /** Median microseconds of processor time of one `ask` and `tell`, by history; absent where the cap came first. */
  readonly medianMicros: ReadonlyMap<number, number>;
  /** Seconds of processor time of all trials together. */
  readonly seconds: number;
  readonly trials: number;
}

export type MeasureThinking = (
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  capSeconds: number,
) => ThinkingCost;

/**
 * Measures what strategies cost on NAS-Bench-201 beside the table: one evaluator, validation accuracy, seed 1; the space of the
 * product, with its own memory of names.
 */
export function thinkingOn(tableText: string): MeasureThinking {
  const table = parseTable(
    JSON.parse(tableText) as unknown,
    { kind: 'table', path: 'nasbench201.json.gz' },
    'nasbench201.json.gz',
  );
  const objectives = [{ metric: 'valAccuracy', goal: 'maximize' }] as const;
  const spec = { objectives, constraints: [], estimator: { kind: 'table' as const, path: table.path } };

  return (options, capSeconds) => {
    const space = createSpace({ kind: 'nas-bench-201' }, table.context);
    const estimator = tableEstimator(table, space);
    const problem = problemOf(spec, (genotype) => estimator.known(genotype));
    const strategy = createStrategy(space, options, createRng(1), problem);
    const micros: number[] = [];
    let total = 0;
    while (micros.length <= HISTORIES.at(-1)! + AROUND && total < capSeconds * 1e6) {
      const start = process.cpuUsage();
      const ask = strategy.ask();
      const asked = microsSince(start);
      if (ask.kind !== 'proposal') break;
      const { trial, genotype } = ask.proposal;
      const { metrics, simulatedSeconds: seconds } = estimator.estimate(genotype, 1);
      const score = scoreOf(metrics, objectives, []);
      const measured = {
        trial,
        status: 'measured',
        score,
        ...(seconds === undefined ? {} : { seconds }),
      } as const;
      const heard = process.cpuUsage();
      strategy.tell(measured);
      micros.push(asked + microsSince(heard));
      total += micros.at(-1)!;
    }
    const at = HISTORIES.filter((history) => micros.length > history + AROUND);
    return {
      medianMicros: new Map(
        at.map((history) => [history, median(micros.slice(history - AROUND, history + AROUND + 1))]),
      ),
      seconds: total / 1e6,
      trials: micros.length,
    };
  };
}

function microsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
