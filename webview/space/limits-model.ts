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
        text: 'measured while a candidate is trained or tried: only the search can tell how many keep it',
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
    ? `No sampled candidate keeps all ${known} limits`
    : `All ${known} limits together: ${percent(keptByAll / sampled)} of ${sampled} sampled candidates keep them`;
}

export function limitTitle({ metric, min, max }: ConstraintEffect): string {
  const { title } = metricSpec(metric);
  const ends = [
    ...(min === undefined ? [] : [`at least ${formatMetric(metric, min)}`]),
    ...(max === undefined ? [] : [`at most ${formatMetric(metric, max)}`]),
  ];
  return `${title} ${ends.join(' and ')}`;
}

function keptText({ metric, kept, nearest }: CostConstraintEffect, sampled: number): string {
  if (nearest !== undefined)
    return `no sampled candidate keeps it; the nearest has ${formatMetric(metric, nearest)}`;
  return `kept by ${percent(kept / sampled)} of ${sampled} sampled candidates`;
}

function wishText({ metric, forHalf, forNineTenths }: CostConstraintEffect): string {
  return `half would keep ${formatMetric(metric, forHalf)}, nine tenths ${formatMetric(metric, forNineTenths)}`;
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? '< 1' : value > 99 && value < 100 ? '> 99' : Math.round(value)}\u202f%`;
}
