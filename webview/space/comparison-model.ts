import * as l10n from '@vscode/l10n';
import type { ComparedKnob, Overlap, SpaceComparison } from '../../src/core/space/compare-spaces';
import { formatCount, NOTHING } from '../../src/core/drawing/format';
import { metricSpec } from '../../src/core/trial/metric';
import { percent } from './limits-model';
import { sizesOf } from './space-model';

export interface ComparedRow {
  readonly title: string;
  readonly here: string;
  readonly there: string;
}

const COSTS = ['paramCount', 'macs'] as const;

/** Counts and cost ranges of both spaces. */
export function comparedRows({ here, there, knobs }: SpaceComparison): ComparedRow[] {
  const count = (side: 'here' | 'there') => knobs.filter((knob) => knob[side] !== null).length;
  const [ours, theirs] = [
    sizesOf({ ...here, nKnobs: count('here') }),
    sizesOf({ ...there, nKnobs: count('there') }),
  ];
  return [
    ...ours.map(({ name, value }, i) => ({ title: name, here: value, there: theirs[i]!.value })),
    ...COSTS.map((metric) => ({
      title: metricSpec(metric).title,
      here: range(here.costs.map((cost) => cost[metric])),
      there: range(there.costs.map((cost) => cost[metric])),
    })),
  ];
}

function range(values: readonly number[]): string {
  if (values.length === 0) return NOTHING;
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return least === most ? formatCount(least) : l10n.t('{0} to {1}', formatCount(least), formatCount(most));
}

/** `58 % of 60 architectures that were drawn here are in x too`. */
export function overlapText({ found, of, isExact }: Overlap, from: string, into: string): string {
  const share = percent(found / of);
  if (isExact)
    return l10n.t('{0} of {1} architectures drawn from {2} are in {3} too.', share, of, from, into);
  if (found === 0)
    return l10n.t(
      'None of {0} architectures drawn from {1} was found in {2}. It is too large to be looked through: its candidates with the same values of knobs were tried.',
      of,
      from,
      into,
    );
  return l10n.t(
    'At least {0} of {1} architectures drawn from {2} are in {3} too: it is too large to be looked through, so its candidates with the same values of knobs were tried.',
    share,
    of,
    from,
    into,
  );
}

/** Words for the counts of knobs: `4 the same, 1 with other values, 2 only here`. */
export function knobsText(knobs: readonly ComparedKnob[]): string {
  const count = (state: ComparedKnob['state']) => knobs.filter((knob) => knob.state === state).length;
  const [same, other, here, there] = [
    count('same'),
    count('other values'),
    count('only here'),
    count('only there'),
  ];
  const present = [
    ...(same > 0 ? [l10n.t('{0} the same', same)] : []),
    ...(other > 0 ? [l10n.t('{0} with other values', other)] : []),
    ...(here > 0 ? [l10n.t('{0} only here', here)] : []),
    ...(there > 0 ? [l10n.t('{0} only there', there)] : []),
  ];
  return present.length === 0 ? l10n.t('no knobs') : present.join(', ');
}
