import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readStrategies } from '../../../src/core/comparison/strategy-list';
import type { ComparisonResult } from '../../../src/core/comparison/result';
import { parseExperiment } from '../../../src/worker/experiment-file';
import { defaultBudgets } from '../../../src/worker/compare-plan';
import type { ComparisonPlan } from '../../../src/worker/compare-plan';
import { openComparison } from '../../../src/worker/compare';
import type { OwnedComparison } from '../../../src/worker/compare';
import { folderWith } from '../../support/folder';
import type { Programs } from './programs';
import type { ExperimentFolder } from './searches';

/** Random search, and evolution that begins to evolve after three candidates. */
export const PAIR = 'random,evolution={"kind":"regularized-evolution","populationSize":3,"sampleSize":2}';

export function comparisonPlan(
  strategies: string,
  seeds: number,
  budget: number,
  changes: Partial<ComparisonPlan> = {},
): ComparisonPlan {
  return {
    strategies: readStrategies(strategies, () => '[]'),
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    budget,
    at: defaultBudgets(budget),
    ...changes,
  };
}

/** Nine candidates with an accuracy, a size and a time each; the true front has three of them. */
export function smallTable(changes: Readonly<Record<string, unknown>> = {}): ExperimentFolder {
  const folder = folderWith({
    'table.json': JSON.stringify({
      format: 'nas-table-declaration',
      data: 'results.csv',
      space: {
        kind: 'table',
        knobs: [
          { name: 'depth', values: [1, 2, 3], ordinal: true },
          { name: 'width', values: [8, 16, 32], ordinal: true },
        ],
      },
      candidate: { columns: { depth: 'd', width: 'w' } },
      metrics: [
        { name: 'valAccuracy', column: 'acc', scale: 0.01, goal: 'maximize', unit: 'fraction' },
        { name: 'paramCount', column: 'params', goal: 'minimize', unit: 'count' },
      ],
      simulatedSeconds: { column: 'seconds' },
    }),
    'results.csv': [
      'd,w,acc,params,seconds',
      '1,8,60,100,10',
      '1,16,55,200,10',
      '1,32,50,400,10',
      '2,8,70,300,20',
      '2,16,65,500,20',
      '2,32,60,900,20',
      '3,8,80,600,30',
      '3,16,75,1000,30',
      '3,32,70,2000,30',
    ].join('\n'),
  });
  const text = JSON.stringify({
    space: { kind: 'table' },
    estimator: { kind: 'table', path: 'table.json' },
    objectives: [
      { metric: 'valAccuracy', goal: 'maximize' },
      { metric: 'paramCount', goal: 'minimize' },
    ],
    ...changes,
  });
  const file = path.join(folder, 'small.nas.json');
  writeFileSync(file, text);
  return { folder, file, experiment: parseExperiment(text) };
}

/** The text of a file that a comparison has left. */
export function left(folder: string, name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

/** The curves without what a clock has counted. */
export function timelessCurves(folder: string): string[] {
  const [titles, ...lines] = left(folder, 'curves.csv')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const timed = titles!.map((title) => ['seconds', 'trainMs'].includes(title));
  return [titles!, ...lines].map((line) => line.filter((_, c) => !timed[c]).join());
}

/** What a comparison has found, without what only a clock decides. */
export function found(folder: string): unknown {
  const { strategies, budgets, ...rest } = JSON.parse(left(folder, 'comparison.json')) as ComparisonResult;
  return {
    ...rest,
    strategies: strategies.map((strategy) => ({
      ...strategy,
      thinkingMsPerTrial: 0,
      // Of real training; of a table the seconds are part of what it says.
      ...(rest.seconds === 'measured' ? { seconds: 0 } : {}),
      curves: strategy.curves.filter(({ unit }) => unit === 'evaluations' || rest.seconds === 'simulated'),
    })),
    budgets: budgets.filter(({ unit }) => unit === 'evaluations' || rest.seconds === 'simulated'),
  };
}

export interface ComparisonWishes {
  readonly out?: string;
  readonly jobs?: number;
  readonly searchEntry?: string;
  readonly evaluatorEntry?: string;
  readonly onProgress?: (progress: { readonly done: number }) => void;
}

/** Opens comparisons with bundled programs, which need not be there yet; see `buildPrograms`. */
export function comparisonsWith(programs: () => Programs) {
  return { open, finished };

  /** @param out relative to the experiment's folder; `undefined` for the usual place */
  function open(
    { folder, file, experiment }: ExperimentFolder,
    plan: ComparisonPlan,
    { out, jobs = 1, ...host }: ComparisonWishes = {},
  ): Promise<OwnedComparison> {
    return openComparison(file, experiment, plan, out === undefined ? undefined : path.resolve(folder, out), {
      backend: 'auto',
      evaluators: 1,
      jobs,
      searchEntry: programs().path('search'),
      evaluatorEntry: programs().path('evaluator'),
      ...host,
    });
  }

  /** The folder of a comparison that has gone to its end. */
  async function finished(...what: Parameters<typeof open>): Promise<string> {
    const { folder, ended } = await open(...what);
    const end = await ended;
    if (end.reason !== 'finished') throw new Error(`${end.done} of ${end.total} searches are done`);
    return folder;
  }
}

/** The searches that are written down as finished, a line each. */
export function searchLines(folder: string): string[] {
  return left(folder, 'searches.jsonl').trimEnd().split('\n').slice(1);
}
