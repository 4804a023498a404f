import { l10n } from 'vscode';
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
  return total === 0
    ? l10n.t('retraining')
    : `${l10n.t('retraining')} · ${l10n.t('{0} of {1} networks', done, total)}`;
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
  return `${seedCountText(seeds)}, ${epochsText(epochs)}`;
}

export function seedCountText(seeds: number): string {
  return seeds === 1 ? l10n.t('1 seed') : l10n.t('{0} seeds', seeds);
}

export function epochsText(epochs: number): string {
  return epochs === 1 ? l10n.t('1 epoch') : l10n.t('{0} epochs', epochs);
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
    l10n.t('Retrained ({0}):', seedsText({ seeds: seeds.length, epochs })),
    '',
    `| ${l10n.t('metric')} | ${l10n.t('mean ± deviation')} |`,
    '|---|--:|',
    ...rows,
    '',
  ];
}
