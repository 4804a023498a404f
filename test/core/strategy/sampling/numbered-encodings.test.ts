import { describe, expect, it } from 'vitest';
import { createKnobTree } from '../../../../src/core/space/knob-tree';
import type { Knob } from '../../../../src/core/space/space';
import { numberedEncodings } from '../../../../src/core/strategy/sampling/numbered-encodings';
import { nestedCustom, tinyChain, tinyCustom, tinyMlp } from '../../../support/spaces';

const size = (nValues: number, activeIf?: Knob['activeIf']): Knob => ({
  name: 'size',
  values: Array.from({ length: nValues }, (_, i) => `${i}`),
  ordinal: true,
  ...(activeIf ? { activeIf } : {}),
});
const kind = (nValues: number): Knob => ({ ...size(nValues), ordinal: false });

describe('numbered encodings', () => {
  it.each([
    ['a space of 24', tinyMlp()],
    ['a conditional space', tinyChain()],
    ['a custom space', tinyCustom()],
    ['knobs three conditions deep', nestedCustom()],
  ])('number all encodings of %s in the order in which they are enumerated', (_, { knobs }) => {
    const numbered = numberedEncodings(knobs, Infinity);

    const inOrder = Array.from({ length: Number(numbered.count) }, (_, i) => numbered.at(BigInt(i)));
    expect(inOrder).toEqual([...createKnobTree(knobs).enumerate()]);
  });

  it.each([
    { levels: 1, positions: [2] },
    { levels: 2, positions: [0, 4] },
    { levels: 3, positions: [0, 2, 4] },
    { levels: 4, positions: [0, 1, 3, 4] },
    { levels: 5, positions: [0, 1, 2, 3, 4] },
    { levels: 9, positions: [0, 1, 2, 3, 4] },
  ])('keep $levels of five sizes: $positions', ({ levels, positions }) => {
    const numbered = numberedEncodings([size(5)], levels);

    expect(Array.from({ length: Number(numbered.count) }, (_, i) => numbered.at(BigInt(i))[0])).toEqual(
      positions,
    );
  });

  it('keep all values of a choice that is no size', () => {
    expect(numberedEncodings([kind(5), size(5)], 2).count).toBe(10n);
  });

  it('have no number for what lies between the levels, unless the knob has no effect', () => {
    const numbered = numberedEncodings([kind(2), size(5, { knob: 0, values: [1] })], 2);

    const having = [0, 1].flatMap((a) => [0, 1, 2, 3, 4].map((b) => [a, b])).filter((g) => numbered.has(g));
    expect(having).toEqual([...[0, 1, 2, 3, 4].map((b) => [0, b]), [1, 0], [1, 4]]);
    expect(numbered.count).toBe(3n);
  });

  it('reach the last of 10^30 without a list', () => {
    const numbered = numberedEncodings(
      Array.from({ length: 30 }, () => kind(10)),
      Infinity,
    );

    expect(numbered.count).toBe(10n ** 30n);
    expect(numbered.at(numbered.count - 1n)).toEqual(Array<number>(30).fill(9));
    expect(numbered.at(10n ** 29n)).toEqual([1, ...Array<number>(29).fill(0)]);
  });
});
