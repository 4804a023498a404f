import type { Unit } from '../trial/metric';
import type { Measure } from './measure';
import type { Spread } from './spread';

/** How the measure's values are written: times this, with so many decimals. */
export interface ValueScale {
  readonly factor: number;
  readonly decimals: number;
  /** `%`, or nothing. */
  readonly unit: string;
}

/**
 * The scale on which the means of a table read well: percentages with two decimals, other numbers with
 * as many as four digits of the largest take.
 */
export function scaleOf(measure: Measure, spreads: readonly Spread[]): ValueScale {
  const unit: Unit = measure.kind === 'hypervolume' ? 'fraction' : measure.unit;
  if (unit === 'fraction') return { factor: 100, decimals: 2, unit: '%' };
  if (unit === 'percent') return { factor: 1, decimals: 2, unit: '%' };
  const largest = Math.max(0, ...spreads.map(({ mean = 0 }) => Math.abs(mean)));
  const digits = largest > 0 && Number.isFinite(largest) ? Math.floor(Math.log10(largest)) : 0;
  return { factor: 1, decimals: Math.min(9, Math.max(0, 3 - digits)), unit: WORDS[unit] };
}

const WORDS: Readonly<Record<Exclude<Unit, 'fraction' | 'percent'>, string>> = {
  count: '',
  ms: 'ms',
  s: 's',
  bytes: 'bytes',
  mJ: 'mJ',
  loss: '',
};

/** `91.53`; a dash where there is none. */
export function scaledText(value: number | undefined, { factor, decimals }: ValueScale, more = 0): string {
  return value === undefined ? '-' : (value * factor).toFixed(decimals + more);
}

/** `91.53 ± 0.012`: the error has a digit more. */
export function meanText({ mean, standardError }: Spread, scale: ValueScale): string {
  if (mean === undefined) return '-';
  const error = standardError === undefined ? '' : ` ± ${scaledText(standardError, scale, 1)}`;
  return `${scaledText(mean, scale)}${error}`;
}

/** `p < 0.001`, `p = 0.032`. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** `200 evaluations`, `12,000 s`. */
export function budgetText(unit: 'evaluations' | 'seconds', at: number): string {
  const number = at >= 1000 ? grouped(at) : String(Number(at.toPrecision(4)));
  return unit === 'seconds' ? `${number} s` : at === 1 ? '1 evaluation' : `${number} evaluations`;
}

/** `25 min`, `12 h`, `1,200 h`: with two digits or more. */
export function hoursText(seconds: number): string {
  const minutes = seconds / 60;
  if (minutes < 100) return `${Math.round(minutes)} min`;
  return `${minutes < 600 ? Number((minutes / 60).toPrecision(2)) : grouped(minutes / 60)} h`;
}

function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Milliseconds with two digits: `0.021 ms`. */
export function thinkingText(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return ms >= 100 ? `${Math.round(ms)} ms` : `${Number(ms.toPrecision(2))} ms`;
}

/** `12.3 %` of a share. */
export function shareText(share: number | undefined): string {
  return share === undefined ? '-' : `${(100 * share).toFixed(1)} %`;
}
