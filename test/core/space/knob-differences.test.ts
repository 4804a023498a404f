import { expect, it } from 'vitest';
import { knobDifferences } from '../../../src/core/space/knob-differences';
import type { Knob } from '../../../src/core/space/space';

const KNOBS: readonly Knob[] = [
  { name: 'depth', values: [1, 2], ordinal: true },
  { name: 'block1.kernel', values: [3, 5], ordinal: true },
  { name: 'block2.kernel', values: [3, 5], ordinal: true, activeIf: { knob: 0, values: [1] } },
  { name: 'block2.bias', values: [false, true], ordinal: false, activeIf: { knob: 2, values: [0] } },
];

it.each([
  [[0, 0, 0, 0], [0, 0, 0, 0], []],
  [[0, 0, 0, 0], [0, 1, 0, 0], [{ knob: 'block1.kernel', from: 3, to: 5 }]],
  [
    [1, 0, 0, 1],
    [0, 0, 0, 0],
    // What hangs on a knob without effect has none either.
    [
      { knob: 'depth', from: 2, to: 1 },
      { knob: 'block2.kernel', from: 3, to: undefined },
      { knob: 'block2.bias', from: true, to: undefined },
    ],
  ],
])('from %j to %j', (from, to, differences) => expect(knobDifferences(KNOBS, from, to)).toEqual(differences));
