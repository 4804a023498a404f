import { createKnobTree } from './knob-tree';
import type { Knob } from './space';

const DIGITS = 10n ** 6n;

/**
 * By what each knob multiplies the number of encodings: how many there are for each one that would be left if the knob
 * always held its first value. 5 for one of five values; less for a knob that often has no effect, more for one that
 * switches others on. At most `Number.MAX_VALUE`. O(knobs x values).
 */
export function knobFactors(knobs: readonly Knob[]): number[] {
  const tree = createKnobTree(knobs);
  const totals = knobs.map(({ values }, knob) =>
    sum(values.map((_, position) => tree.waysUnder(knob, position))),
  );
  // Ways to fill in everything outside of a knob's own part while it has an effect; parents come earlier.
  const outside: bigint[] = [];
  knobs.forEach(({ activeIf }, knob) => {
    outside.push(
      activeIf === undefined
        ? tree.count / totals[knob]!
        : (outside[activeIf.knob]! *
            sum(activeIf.values.map((position) => tree.waysUnder(activeIf.knob, position)))) /
            totals[knob]!,
    );
  });
  return knobs.map((_, knob) => {
    const saved = outside[knob]! * (totals[knob]! - tree.waysUnder(knob, 0));
    return Math.min(Number.MAX_VALUE, Number((tree.count * DIGITS) / (tree.count - saved)) / Number(DIGITS));
  });
}

function sum(ways: readonly bigint[]): bigint {
  return ways.reduce((total, n) => total + n, 0n);
}
