import * as l10n from '@vscode/l10n';
import { FEWEST_FOR_IMPORTANCE, FEW_FOR_IMPORTANCE } from '../../src/core/analysis/knob-importance';
import type { Importance, KnobImportance, MeanAndSd } from '../../src/core/analysis/knob-importance';
import type { Knob } from '../../src/core/space/space';
import { formatMetric, formatSignificant, formatSigned, groupDigits } from '../../src/core/drawing/format';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';

/** Why nothing is shown; `undefined` where there is enough. */
export function tooFew(n: number): string | undefined {
  if (n >= FEWEST_FOR_IMPORTANCE) return undefined;
  return n === 1
    ? l10n.t('1 measured trial can be compared: from {0} on a forest is grown.', FEWEST_FOR_IMPORTANCE)
    : l10n.t('{0} measured trials can be compared: from {1} on a forest is grown.', n, FEWEST_FOR_IMPORTANCE);
}

export interface ImportanceRow {
  readonly knob: number;
  readonly name: string;
  /** Of the largest bar, in [0, 1]. */
  readonly share: Bar;
  readonly permutation: Bar;
}

export interface Bar {
  readonly length: number;
  readonly text: string;
}

export function importanceRows(importance: Importance, knobs: readonly Knob[]): ImportanceRow[] {
  const most = (of: (one: KnobImportance) => number): number =>
    importance.knobs.reduce((largest, one) => Math.max(largest, of(one)), 1e-9);
  const largestShare = most(({ share }) => share.mean);
  const largestGrowth = most(({ permutation }) => permutation.mean);
  return importance.knobs.map(({ knob, share, permutation }) => ({
    knob,
    name: knobs[knob]!.name,
    share: { length: share.mean / largestShare, text: percents(share) },
    permutation: {
      length: Math.max(0, permutation.mean) / largestGrowth,
      text: `${formatSigned(permutation.mean)} ± ${permutation.sd.toFixed(2)}`,
    },
  }));
}

/** What the forest says, how far to trust it, and what the numbers mean. */
export function importanceSentences(importance: Importance, knobs: readonly Knob[]): string[] {
  const { outOfBagR2, n } = importance;
  const [first, second] = importance.knobs;
  const alone = importance.knobs.reduce((sum, { share }) => sum + share.mean, 0);
  const inPairs = importance.pairs.reduce((sum, { share }) => sum + share.mean, 0);
  const sentences = [
    l10n.t(
      '{0} decides most: {1} of the variance that the forest sees.',
      knobs[first!.knob]!.name,
      percents(first!.share),
    ),
  ];
  if (second)
    sentences.push(l10n.t('Next comes {0} with {1}.', knobs[second.knob]!.name, percents(second.share)));
  sentences.push(l10n.t('Knobs alone explain {0}, the pairs below {1}.', percent(alone), percent(inPairs)));
  if (outOfBagR2 !== undefined)
    sentences.push(
      l10n.t(
        'Of trials that a tree was not shown, the forest foretells {0} of the variance (out-of-bag R², {1} trials).',
        percent(Math.max(0, outOfBagR2)),
        groupDigits(String(n)),
      ),
    );
  if (n < FEW_FOR_IMPORTANCE)
    sentences.push(l10n.t('With fewer than {0} trials this is a first guess.', FEW_FOR_IMPORTANCE));
  else if (outOfBagR2 !== undefined && outOfBagR2 < 0.3)
    sentences.push(l10n.t('That is little: the order of the knobs may be chance.'));
  return sentences;
}

export const IMPORTANCE_NOTE = l10n.t(
  'Functional ANOVA (Hutter, Hoos and Leyton-Brown 2014) on a random forest of the measured trials, exact over all combinations of values, each as likely as any other; ± is the spread over the trees. A knob that is off has no effect, whatever its value. Shuffling: how much the squared error grows when the values of the knob are shuffled among trials that a tree was not shown, in variances of the metric.',
);

export interface MarginalRow {
  readonly value: string;
  /** Places in [0, 1] along the track. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
  readonly trials: string;
}

/** The predicted metric by the values of a knob. */
export function marginalRows(importance: KnobImportance, knob: Knob, metric: string): MarginalRow[] {
  const ends = importance.marginal.flatMap(({ mean, sd }) => [mean - sd, mean + sd]);
  const low = Math.min(...ends);
  const range = Math.max(...ends) - low || 1;
  const place = (value: number): number => (value - low) / range;
  return importance.marginal.map(({ mean, sd }, position) => ({
    value: String(knob.values[position]),
    at: place(mean),
    low: place(mean - sd),
    high: place(mean + sd),
    text: `${formatMetric(metric, mean)} ± ${formatMetric(metric, sd)}`,
    trials: String(importance.counts[position]),
  }));
}

/** The pairs that matter most, as far as they matter at all. */
export function pairRows(importance: Importance, knobs: readonly Knob[]): { names: string; share: Bar }[] {
  const shown = importance.pairs.slice(0, 8);
  const largest = Math.max(1e-9, shown[0]?.share.mean ?? 0);
  return shown.map(({ knobs: [a, b], share }) => ({
    names: `${knobs[a]!.name} × ${knobs[b]!.name}`,
    share: { length: share.mean / largest, text: percents(share) },
  }));
}

export function importanceTable(importance: Importance, knobs: readonly Knob[]): TableData {
  return {
    columns: [
      { title: l10n.t('Knob'), name: 'Knob', align: 'start' },
      { title: l10n.t('Share of the variance'), name: 'Share of the variance', align: 'end' },
      { title: l10n.t('Its spread over trees'), name: 'Its spread over trees', align: 'end' },
      { title: l10n.t('Error growth by shuffling'), name: 'Error growth by shuffling', align: 'end' },
      { title: l10n.t('Its spread over trees'), name: 'Its spread over trees', align: 'end' },
    ],
    ...rowsOf(
      [
        ...importance.knobs.map(({ knob, share, permutation }) => [
          knobs[knob]!.name,
          ...[share.mean, share.sd, permutation.mean, permutation.sd].map(formatSignificant),
        ]),
        ...importance.pairs.map(({ knobs: [a, b], share }) => [
          `${knobs[a]!.name} × ${knobs[b]!.name}`,
          formatSignificant(share.mean),
          formatSignificant(share.sd),
          '',
          '',
        ]),
      ],
      (cells) => cells,
    ),
  };
}

function percents({ mean, sd }: MeanAndSd): string {
  return `${(mean * 100).toFixed(1)} ± ${(sd * 100).toFixed(1)}\u202f%`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}
