import type { JournalEventOf } from '../core/journal/event';
import { objectivesOf } from '../core/journal/query';
import { mainTestMetric, retrainedOf, shownDeviation, spreadOf } from '../core/journal/retrained';
import type { Spread } from '../core/journal/retrained';
import type { RunState } from '../core/journal/run-state';
import { metricSpec } from '../core/trial/metric';
import { metricText } from '../core/trial/metric-text';
import { styled } from './terminal';
import type { Terminal } from './terminal';
import { textTable } from './text-table';

/** What came of one network: `trial 3 seed 0  test accuracy 97.50 %`. */
export function seedText(
  event: JournalEventOf<'retrain-measured'> | JournalEventOf<'retrain-failed'>,
  state: RunState,
): string {
  const name = `trial ${event.trial} seed ${event.seed}`;
  if (event.type === 'retrain-failed') return `${name}  failed (${event.code}): ${event.reason}`;
  const metric = mainTestMetric(state);
  const value = metric === undefined ? undefined : event.metrics[metric];
  return metric === undefined || value === undefined
    ? name
    : `${name}  ${metricSpec(metric).title.toLowerCase()} ${metricText(metric, value)}`;
}

/** The retrained candidates among `trials` beside what the search measured; nothing where there are none. */
export function retrainedLines(state: RunState, trials: readonly number[], terminal: Terminal): string[] {
  const found = trials.flatMap((trial) => retrainedOf(state, trial) ?? []);
  const test = mainTestMetric(state);
  if (found.length === 0 || test === undefined) return [];
  const [objective] = objectivesOf(state);
  const title = (metric: string): string => metricSpec(metric).title.toLowerCase();
  const columns = [
    { title: 'trial', align: 'right' as const },
    { title: 'epochs', align: 'right' as const },
    { title: 'seeds', align: 'right' as const },
    ...(objective ? [{ title: `${title(objective.metric)} in the search`, align: 'right' as const }] : []),
    { title: title(test), align: 'right' as const },
  ];
  const rows = found.map((one) => [
    String(one.trial),
    String(one.epochs),
    String(one.seeds.length),
    ...(objective ? [searchValue(state, one.trial, objective.metric)] : []),
    spreadText(test, spreadOf(one, test)),
  ]);
  return [
    '',
    styled(terminal, 'bold', 'Retrained on training and validation data, tested once each'),
    ...textTable(columns, rows, terminal.columns),
  ];
}

/** `97.50 % ± 0.31 %`; without the deviation for one seed. */
export function spreadText(metric: string, spread: Spread | undefined): string {
  if (!spread) return '';
  const mean = metricText(metric, spread.mean);
  return spread.deviation === undefined
    ? mean
    : `${mean} ± ${metricText(metric, shownDeviation(metric, spread.deviation))}`;
}

function searchValue(state: RunState, trial: number, metric: string): string {
  const record = state.trials[trial];
  const value = record?.status === 'measured' ? record.metrics[metric] : undefined;
  return value === undefined ? '' : metricText(metric, value);
}
