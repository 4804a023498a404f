import * as l10n from '@vscode/l10n';
import type {
  ConstraintEffect,
  ConstraintEffects,
  CostConstraintEffect,
} from '../../src/core/space/constraint-effects';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric } from '../../src/core/drawing/format';

/** A limit as the page tells of it. */
export interface LimitLine {
  /** `Parameters at most 200 k`. */
  readonly title: string;
  /** Share of the sample that keeps it, in [0, 1]; `undefined` where only the search can tell. */
  readonly share: number | undefined;
  readonly text: string;
  readonly isWarning: boolean;
}

export function limitLines({ each, sampled }: ConstraintEffects): LimitLine[] {
  return each.map((effect) => {
    const title = limitTitle(effect);
    if (!effect.known)
      return {
        title,
        share: undefined,
        text: l10n.t(
          'measured while a candidate is trained or tried: only the search can tell how many keep it',
        ),
        isWarning: false,
      };
    const share = effect.kept / sampled;
    const text = `${keptText(effect, sampled)}; ${wishText(effect)}`;
    return { title, share, text, isWarning: effect.kept === 0 };
  });
}

/** All limits together; `undefined` where there is one or none, or no sample. */
export function togetherText({ each, keptByAll, sampled }: ConstraintEffects): string | undefined {
  const known = each.filter((effect) => effect.known).length;
  if (known < 2) return undefined;
  return keptByAll === 0
    ? l10n.t('No sampled candidate keeps all {0} limits', known)
    : l10n.t(
        'All {0} limits together: {1} of {2} sampled candidates keep them',
        known,
        percent(keptByAll / sampled),
        sampled,
      );
}

export function limitTitle({ metric, min, max }: ConstraintEffect): string {
  const { title } = metricSpec(metric);
  const text = (value: number): string => formatMetric(metric, value);
  if (min !== undefined && max !== undefined)
    return l10n.t('{0} at least {1} and at most {2}', title, text(min), text(max));
  if (min !== undefined) return l10n.t('{0} at least {1}', title, text(min));
  return max === undefined ? title : l10n.t('{0} at most {1}', title, text(max));
}

function keptText({ metric, kept, nearest }: CostConstraintEffect, sampled: number): string {
  if (nearest !== undefined)
    return l10n.t('no sampled candidate keeps it; the nearest has {0}', formatMetric(metric, nearest));
  return l10n.t('kept by {0} of {1} sampled candidates', percent(kept / sampled), sampled);
}

function wishText({ metric, forHalf, forNineTenths }: CostConstraintEffect): string {
  return l10n.t(
    'half would keep {0}, nine tenths {1}',
    formatMetric(metric, forHalf),
    formatMetric(metric, forNineTenths),
  );
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? '< 1' : value > 99 && value < 100 ? '> 99' : Math.round(value)}\u202f%`;
}
