import { formatCount, groupDigits, scientific } from '../../src/core/drawing/format';
import { histogramOf, medianOf } from './histogram-model';

export interface BigNumber {
  readonly name: string;
  /** Digits in groups, or powers of ten where the digits would fill the page. */
  readonly value: string;
  /** A second way to read it; empty where one is enough. */
  readonly note: string;
}

/** Decimal digits of both counts, exact; `null` where the graphs cannot be counted. */
export interface SpaceSizes {
  readonly encodings: string;
  readonly distinct: string | null;
  readonly nKnobs: number;
}

/** As many digits as are read one by one. */
const LONGEST = 24;

/** The sizes of the space, exact. */
export function sizesOf({ encodings, distinct, nKnobs }: SpaceSizes): BigNumber[] {
  return [
    { name: 'Encodings', ...sizeText(encodings) },
    distinct === null
      ? { name: 'Distinct graphs', value: 'not counted', note: 'too many to enumerate' }
      : { name: 'Distinct graphs', ...sizeText(distinct) },
    { name: 'Knobs', value: groupDigits(String(nKnobs)), note: '' },
  ];
}

function sizeText(digits: string): { value: string; note: string } {
  const grouped = groupDigits(digits);
  const power = scientific(digits);
  if (power === undefined) return { value: grouped, note: '' };
  return digits.length <= LONGEST
    ? { value: grouped, note: power }
    : { value: power, note: `${digits.length} digits` };
}

/** A histogram in words. */
export function histogramSummary(
  title: string,
  values: readonly number[],
  format: (value: number) => string = formatCount,
): string {
  const bins = histogramOf(values);
  const median = medianOf(values);
  if (median === undefined) return `${title}: nothing sampled.`;
  const fullest = bins.reduce((a, b) => (b.count > a.count ? b : a));
  return `${title} of ${values.length} sampled candidates: from ${format(Math.min(...values))} to ${format(Math.max(...values))}, median ${format(median)}; most often ${format(fullest.from)} to ${format(fullest.to)} (${fullest.count}).`;
}
