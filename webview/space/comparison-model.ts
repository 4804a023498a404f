import type { ComparedKnob, Overlap, SpaceComparison } from '../../src/core/space/compare-spaces';
import { formatCount, NOTHING } from '../../src/core/drawing/format';
import { percent } from './limits-model';
import { sizesOf } from './space-model';

export interface ComparedRow {
  readonly title: string;
  readonly here: string;
  readonly there: string;
}

const COSTS = [
  { title: 'Parameters', metric: 'paramCount' },
  { title: 'MACs', metric: 'macs' },
] as const;

/** Counts and cost ranges of both spaces. */
export function comparedRows({ here, there, knobs }: SpaceComparison): ComparedRow[] {
  const count = (side: 'here' | 'there') => knobs.filter((knob) => knob[side] !== null).length;
  const [ours, theirs] = [
    sizesOf({ ...here, nKnobs: count('here') }),
    sizesOf({ ...there, nKnobs: count('there') }),
  ];
  return [
    ...ours.map(({ name, value }, i) => ({ title: name, here: value, there: theirs[i]!.value })),
    ...COSTS.map(({ title, metric }) => ({
      title,
      here: range(here.costs.map((cost) => cost[metric])),
      there: range(there.costs.map((cost) => cost[metric])),
    })),
  ];
}

function range(values: readonly number[]): string {
  if (values.length === 0) return NOTHING;
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`;
}

/** `58 % of 60 architectures that were drawn here are in x too`. */
export function overlapText({ found, of, isExact }: Overlap, from: string, into: string): string {
  const share = `${percent(found / of)} of ${of} architectures drawn from ${from}`;
  if (isExact) return `${share} are in ${into} too.`;
  if (found === 0)
    return `None of ${of} architectures drawn from ${from} was found in ${into}. It is too large to be looked through: its candidates with the same values of knobs were tried.`;
  return `At least ${share} are in ${into} too: it is too large to be looked through, so its candidates with the same values of knobs were tried.`;
}

/** Words for the counts of knobs: `4 the same, 1 with other values, 2 only here`. */
export function knobsText(knobs: readonly ComparedKnob[]): string {
  const count = (state: ComparedKnob['state']) => knobs.filter((knob) => knob.state === state).length;
  const parts = [
    [count('same'), 'the same'],
    [count('other values'), 'with other values'],
    [count('only here'), 'only here'],
    [count('only there'), 'only there'],
  ] as const;
  const present = parts.filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  return present.length === 0 ? 'no knobs' : present.join(', ');
}
