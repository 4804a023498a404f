import {
  retrainedMetrics,
  retrainedOf,
  retrainProgress,
  shownDeviation,
  spreadOf,
} from '../../core/journal/retrained';
import type { Spread } from '../../core/journal/retrained';
import type { RunState, TrialRecord } from '../../core/journal/run-state';
import { metricSpec } from '../../core/trial/metric';
import { formatMetric } from '../format';

/** `retraining · 3 of 9 networks`. */
export function retrainingText(state: RunState): string {
  const { done, total } = retrainProgress(state);
  return total === 0 ? 'retraining' : `retraining · ${done} of ${total} networks`;
}

/** `97.50 % ± 0.31 %`; without the deviation for one seed. */
export function spreadText(metric: string, { mean, deviation }: Spread): string {
  const value = formatMetric(metric, mean);
  return deviation === undefined
    ? value
    : `${value} ± ${formatMetric(metric, shownDeviation(metric, deviation))}`;
}

/** `3 seeds, 30 epochs`. */
export function seedsText({ seeds, epochs }: { readonly seeds: number; readonly epochs: number }): string {
  return `${seeds === 1 ? '1 seed' : `${seeds} seeds`}, ${epochsText(epochs)}`;
}

export function epochsText(epochs: number): string {
  return epochs === 1 ? '1 epoch' : `${epochs} epochs`;
}

/** A Markdown table of the test metrics after retraining; nothing where there are none. */
export function retrainedMarkdown({ trial }: TrialRecord, state: Pick<RunState, 'retrained'>): string[] {
  const retrained = retrainedOf(state, trial);
  if (!retrained) return [];
  const rows = retrainedMetrics({ retrained: [retrained] }).flatMap((metric) => {
    const spread = spreadOf(retrained, metric);
    return spread ? [`| ${metricSpec(metric).title} | ${spreadText(metric, spread)} |`] : [];
  });
  const { epochs, seeds } = retrained;
  return [
    `Retrained (${seedsText({ seeds: seeds.length, epochs })}):`,
    '',
    '| metric | mean ± deviation |',
    '|---|--:|',
    ...rows,
    '',
  ];
}
