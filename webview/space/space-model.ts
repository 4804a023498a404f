import * as l10n from '@vscode/l10n';
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
    { name: l10n.t('Encodings'), ...sizeText(encodings) },
    distinct === null
      ? {
          name: l10n.t('Distinct graphs'),
          value: l10n.t('not counted'),
          note: l10n.t('too many to enumerate'),
        }
      : { name: l10n.t('Distinct graphs'), ...sizeText(distinct) },
    { name: l10n.t('Knobs'), value: groupDigits(String(nKnobs)), note: '' },
  ];
}

function sizeText(digits: string): { value: string; note: string } {
  const grouped = groupDigits(digits);
  const power = scientific(digits);
  if (power === undefined) return { value: grouped, note: '' };
  return digits.length <= LONGEST
    ? { value: grouped, note: power }
    : { value: power, note: l10n.t('{0} digits', digits.length) };
}

/** A histogram in words. */
export function histogramSummary(
  title: string,
  values: readonly number[],
  format: (value: number) => string = formatCount,
): string {
  const bins = histogramOf(values);
  const median = medianOf(values);
  if (median === undefined) return l10n.t('{0}: nothing sampled.', title);
  const fullest = bins.reduce((a, b) => (b.count > a.count ? b : a));
  return l10n.t(
    '{0} of {1} sampled candidates: from {2} to {3}, median {4}; most often {5} to {6} ({7}).',
    title,
    values.length,
    format(Math.min(...values)),
    format(Math.max(...values)),
    format(median),
    format(fullest.from),
    format(fullest.to),
    fullest.count,
  );
}
