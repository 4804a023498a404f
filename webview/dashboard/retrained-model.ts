import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import {
  mainTestMetric,
  retrainedMetrics,
  retrainedOf,
  searchEpochs,
  shownDeviation,
  spreadOf,
} from '../../src/core/journal/retrained';
import type { Spread } from '../../src/core/journal/retrained';
import type { Retrained, RunState, TrialRecord } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { RunLiveness } from '../../src/protocol/panel-protocol';
import { formatMetric, groupDigits, NOTHING } from '../../src/core/drawing/format';
import type { Column } from '../shared/table/table-model';
import { epochCountText } from './counts';

/** What retraining gave a candidate, beside what the search measured of it. */
export interface RetrainedPicture {
  /** `Retrained: 3 seeds, 30 epochs`; what is going on while there is nothing else to say. */
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    /** The same of the validation examples, in the search. */
    readonly search: string;
    readonly retrained: string;
  }[];
  /** What each seed gave, and those that are being trained or could not be. */
  readonly notes: readonly string[];
}

/** `undefined` for a candidate that nobody wants retrained. */
export function retrainedPicture(state: RunState, trial: number): RetrainedPicture | undefined {
  const retrained = retrainedOf(state, trial);
  const notes = [...runningNotes(state, trial), ...failureNotes(state, trial)];
  if (!retrained) return notes.length === 0 ? undefined : { title: l10n.t('Retraining'), rows: [], notes };
  const record = state.trials[trial];
  const measured = record?.status === 'measured' ? record.metrics : {};
  return {
    title: l10n.t(
      'Retrained: {0}, {1}',
      seedCountText(retrained.seeds.length),
      epochCountText(retrained.epochs),
    ),
    rows: retrainedMetrics({ retrained: [retrained] }).map((metric) => ({
      name: withoutTest(metricSpec(metric).title),
      search: formatMetric(metric, measured[metric.replace(/^test/, 'val')]),
      retrained: spreadText(metric, spreadOf(retrained, metric)),
    })),
    notes: [...seedNotes(state, retrained), ...notes],
  };
}

function seedCountText(count: number): string {
  return count === 1 ? l10n.t('1 seed') : l10n.t('{0} seeds', groupDigits(String(count)));
}

/** `Accuracy` for `Test accuracy`: of which examples, the columns say. */
function withoutTest(title: string): string {
  const rest = title.replace(/^Test /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** `97.50 % ± 0.31 %`; without the deviation for one seed. */
export function spreadText(metric: string, spread: Spread | undefined): string {
  if (!spread) return NOTHING;
  const mean = formatMetric(metric, spread.mean);
  return spread.deviation === undefined
    ? mean
    : `${mean} ± ${formatMetric(metric, shownDeviation(metric, spread.deviation))}`;
}

/** The column of the table, to sort and compare by; none while nothing was retrained. */
export function retrainedColumn(state: RunState): Column<TrialRecord>[] {
  const metric = mainTestMetric(state);
  if (metric === undefined) return [];
  const { title, goal } = metricSpec(metric);
  const wished = objectivesOf(state).find((one) => one.metric.replace(/^val/, 'test') === metric)?.goal;
  const spreads = new Map<number, Spread | undefined>();
  for (const { trial } of state.retrained) {
    const retrained = retrainedOf(state, trial);
    spreads.set(trial, retrained && spreadOf(retrained, metric));
  }
  return [
    {
      id: 'retrained',
      title: l10n.t('{0}, retrained', title),
      align: 'end',
      width: 208,
      first: (wished ?? goal) === 'maximize' ? 'descending' : 'ascending',
      value: ({ trial }) => spreads.get(trial)?.mean,
      text: ({ trial }) => {
        const spread = spreads.get(trial);
        return spread ? `${spreadText(metric, spread)} (${spread.count})` : '';
      },
    },
  ];
}

/** Changes whenever the column says something else. */
export function retrainedKey({ retrained }: RunState): string {
  return retrained.map(({ trial, epochs, seeds }) => `${trial}:${epochs}:${seeds.length}`).join(' ');
}

/** Whether the host could retrain these: nothing else goes on, there are data, and all were measured. */
export function canRetrain(state: RunState, liveness: RunLiveness, trials: readonly number[]): boolean {
  const isFree = liveness === 'idle' || liveness === 'interrupted';
  return (
    isFree &&
    trials.length > 0 &&
    searchEpochs(state) !== undefined &&
    trials.every((trial) => state.trials[trial]?.status === 'measured')
  );
}

/** `Test accuracy of each seed: 97.20 %, 97.80 %`; nothing for a single one. */
function seedNotes(state: RunState, { seeds }: Retrained): string[] {
  const metric = mainTestMetric(state);
  if (metric === undefined || seeds.length < 2) return [];
  const values = seeds.map(({ metrics }) => formatMetric(metric, metrics[metric]));
  return [l10n.t('{0} of each seed: {1}', metricSpec(metric).title, values.join(', '))];
}

function runningNotes({ retraining }: RunState, trial: number): string[] {
  if (!retraining?.trials.some((one) => one === trial)) return [];
  return retraining.running
    .filter((one) => one.trial === trial)
    .map(({ seed, epoch }) =>
      l10n.t('Seed {0} is trained: epoch {1} of {2}', seed, epoch, retraining.epochs),
    );
}

function failureNotes({ retrained }: RunState, trial: number): string[] {
  const last = retrained.findLast((one) => one.trial === trial);
  return (
    last?.failed.map(({ seed, code, reason }) => l10n.t('Seed {0} failed ({1}): {2}', seed, code, reason)) ??
    []
  );
}
