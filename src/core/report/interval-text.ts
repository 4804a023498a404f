import type { Interval, RankCorrelation } from '../analysis/rank-correlation';
import { formatSigned, NOTHING } from '../drawing/format';

export function intervalText(interval: Interval | undefined): string {
  return interval ? `[${formatSigned(interval.low)},\u00a0${formatSigned(interval.high)}]` : NOTHING;
}

/** How the intervals of these came about, a sentence for each method. */
export function methodText(correlations: readonly RankCorrelation[]): string {
  const has = (method: RankCorrelation['method']): boolean =>
    correlations.some((one) => one.method === method);
  return [
    ...(has('bootstrap')
      ? ['In brackets 95 % intervals: percentiles of 400 resamples with a fixed seed.']
      : []),
    ...(has('asymptotic')
      ? [
          "Beyond 1,000 trials the 95 % intervals are Fisher's z with the variance of Fieller, Hartley and Pearson 1957.",
        ]
      : []),
    ...(has(undefined) ? ['Below 8 trials, or where nothing varies, there is no interval.'] : []),
  ].join(' ');
}
