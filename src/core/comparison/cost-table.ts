import type { ComparisonResult } from './result';
import { budgetText, shareText, thinkingText } from './value-text';

/** What whole searches took on average, strategy by strategy; the first column has the names. */
export interface CostTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Without times where nobody knows them. */
export function costTable({ strategies, seconds }: ComparisonResult): CostTable {
  const titles = ['Strategy', 'Trials', 'Repeated', 'Failed', 'Thinking a trial'];
  const rows = strategies.map((strategy) => [
    strategy.name,
    strategy.trials.mean === undefined ? '-' : String(Number(strategy.trials.mean.toFixed(1))),
    shareText(strategy.repeatShare.mean),
    shareText(strategy.failedShare.mean),
    thinkingText(strategy.thinkingMsPerTrial.mean),
    ...(seconds === undefined
      ? []
      : [strategy.seconds?.mean === undefined ? '-' : budgetText('seconds', strategy.seconds.mean)]),
  ]);
  return { titles: [...titles, ...(seconds === undefined ? [] : ['Measuring'])], rows };
}
