import { csvLine } from '../base/csv';
import type { CsvCell } from '../base/csv';
import { valueSteps } from './measure';
import type { Aims, Measure, ValueStep } from './measure';
import type { ComparedSearches } from './compare';
import type { ComparisonResult } from './result';
import { evaluationsAt, trialsWithin } from './search-record';
import type { SearchRecord } from './search-record';
import type { Spread } from './spread';
import { gridTo, valueAt } from './step-function';

/** So many points of a search are written at most; a budget up to this has a line for each evaluation. */
const MOST_LINES = 1_000;

/**
 * The curves of all searches in long form, line by line: strategy, seed, evaluation, seconds until then, the measure's
 * value and the metrics of the best candidate so far. What is not known is empty.
 */
export function* curveLines(compared: ComparedSearches): Generator<string> {
  const { strategies, seeds, records, measure, budget } = compared;
  const columns = columnsOf(compared);
  yield csvLine(['strategy', 'seed', 'evaluation', 'seconds', ...columns.map(({ title }) => title)]);
  const grid = gridTo(budget, MOST_LINES);
  for (const [i, { name }] of strategies.entries()) {
    for (const [j, seed] of seeds.entries()) {
      yield* searchLines(records[i]![j]!, grid, columns, compared).map((cells) =>
        csvLine([name, seed, ...cells]),
      );
    }
  }

  function columnsOf({ objectives, constraints }: Aims): Column[] {
    const names = new Set(
      records.flat().flatMap(({ bests }) => bests.flatMap(({ metrics }) => Object.keys(metrics))),
    );
    if (measure.kind === 'metric') names.delete(measure.metric);
    const first = { title: measure.kind === 'metric' ? measure.metric : 'hypervolume', measure };
    const aims = { objectives, constraints };
    return [first, ...[...names].map((metric) => ({ title: metric, measure: metricOnly(metric) }))].map(
      ({ title, measure: own }) => ({ title, steps: (record) => valueSteps(record, own, aims) }),
    );
  }
}

interface Column {
  readonly title: string;
  readonly steps: (record: SearchRecord) => readonly ValueStep[];
}

function metricOnly(metric: string): Measure {
  return { kind: 'metric', metric, title: metric, unit: 'loss', goal: 'minimize' };
}

function searchLines(
  record: SearchRecord,
  grid: readonly number[],
  columns: readonly Column[],
  { budget }: ComparedSearches,
): CsvCell[][] {
  const steps = columns.map((column) => column.steps(record));
  const last = record.nTrials === 0 ? 0 : Math.ceil(evaluationsAt(record, record.nTrials - 1));
  return grid
    .filter((evaluation) => evaluation <= Math.min(last, budget))
    .map((evaluation) => [
      evaluation,
      record.seconds?.[trialsWithin(record, evaluation) - 1],
      ...steps.map((own) => valueAt(own, 'evaluations', evaluation)),
    ]);
}

const SPREAD = ['n', 'mean', 'standardError', 'sd', 'min', 'q1', 'median', 'q3', 'max'] as const;

/** One line for each strategy and budget. */
export function summaryLines({ strategies, budgets }: ComparisonResult): string[] {
  const title = csvLine([
    'unit',
    'budget',
    'strategy',
    ...SPREAD,
    'leads',
    'repeatShare',
    'failedShare',
    'thinkingMsPerTrial',
  ]);
  const lines = budgets.flatMap(({ unit, at, values, leaders }) =>
    strategies.map(({ name, repeatShare, failedShare, thinkingMsPerTrial }, i) =>
      csvLine([
        unit,
        at,
        name,
        ...spreadCells(values[i]!),
        leaders.includes(name) ? 'yes' : 'no',
        repeatShare.mean,
        failedShare.mean,
        thinkingMsPerTrial.mean,
      ]),
    ),
  );
  return [title, ...lines];
}

/** One line for each test. */
export function testLines({ budgets }: ComparisonResult): string[] {
  const title = [
    'unit',
    'budget',
    'first',
    'second',
    'pairs',
    'zeros',
    'positiveRanks',
    'negativeRanks',
    'p',
    'adjustedP',
    'exact',
    'better',
  ];
  const lines = budgets.flatMap(({ unit, at, tests }) =>
    tests.map((test) =>
      csvLine([
        unit,
        at,
        test.first,
        test.second,
        test.nPairs,
        test.nZero,
        test.positiveRanks,
        test.negativeRanks,
        test.p,
        test.adjustedP,
        test.exact ? 'yes' : 'no',
        test.better,
      ]),
    ),
  );
  return [csvLine(title), ...lines];
}

function spreadCells(spread: Spread): CsvCell[] {
  return SPREAD.map((key) => spread[key]);
}
