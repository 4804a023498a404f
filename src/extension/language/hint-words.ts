import { l10n } from 'vscode';
import type { HintedKey } from '../../core/experiment/hints';
import { formatCount, formatDuration } from '../format';

/** What a search of the space was found to be. */
export interface HintFacts {
  /** Decimal digits. */
  readonly encodings: string;
  readonly distinct: string | null;
  readonly paramCounts: readonly number[];
  readonly macs: readonly number[];
  readonly estimate: { readonly minutes: number; readonly basis: string } | null;
}

export interface HintWords {
  readonly words: string;
  /** The same at length, Markdown. */
  readonly detail: string;
}

/** Size and costs of the space, time of the budget; `undefined` where nothing is known. */
export function hintWords(key: HintedKey, facts: HintFacts): HintWords | undefined {
  return key === 'space' ? spaceWords(facts) : budgetWords(facts.estimate);
}

function spaceWords({ encodings, distinct, paramCounts, macs }: HintFacts): HintWords {
  const size =
    distinct === null || distinct === encodings
      ? l10n.t('{0} candidates', numberWords(encodings))
      : l10n.t('{0} candidates in {1} encodings', numberWords(distinct), numberWords(encodings));
  const lines = [
    l10n.t('**Encodings**: {0}, exactly', grouped(encodings)),
    distinct === null
      ? l10n.t('**Distinct candidates**: not counted, that would mean building all of them')
      : l10n.t('**Distinct candidates**: {0}', grouped(distinct)),
  ];
  if (paramCounts.length === 0) return { words: size, detail: lines.join('\n\n') };
  const params = rangeText(paramCounts);
  lines.push(
    l10n.t('**Parameters**: {0} in a sample of {1}', params, paramCounts.length),
    l10n.t('**MACs** (multiply-accumulates for one example): {0} in the same sample', rangeText(macs)),
  );
  return { words: `${size}, ${l10n.t('{0} parameters', params)}`, detail: lines.join('\n\n') };
}

function budgetWords(estimate: HintFacts['estimate']): HintWords | undefined {
  if (!estimate) return undefined;
  const duration = formatDuration(estimate.minutes * 60_000);
  return {
    words: l10n.t('about {0}', duration),
    detail: [
      l10n.t('About {0} on this machine, good to a factor of two or three.', duration),
      l10n.t('From {0}.', estimate.basis),
    ].join('\n\n'),
  };
}

function rangeText(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? formatCount(least) : l10n.t('{0} to {1}', formatCount(least), formatCount(most));
}

const LONGEST_WRITTEN_OUT = 7;

/** `15,625`, or `2.4 × 10^12` where nobody would read the digits. */
function numberWords(digits: string): string {
  if (digits.length <= LONGEST_WRITTEN_OUT) return grouped(digits);
  if (digits.length <= 12) return formatCount(Number(digits));
  return `${digits[0]!}.${digits[1]!} × 10^${digits.length - 1}`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
