import fc from 'fast-check';
import { expect, it } from 'vitest';

import { areaUnderCurve } from '../../src/tensor/area-under-curve';

it.each<{ scores: readonly number[]; positive: readonly number[]; area: number | undefined }>([
  { scores: [1, 2, 3, 4], positive: [0, 0, 1, 1], area: 1 },
  { scores: [1, 2, 3, 4], positive: [1, 1, 0, 0], area: 0 },
  // Pairs (3, 1), (3, 4), (2, 1), (2, 4): two of four in order.
  { scores: [1, 2, 3, 4], positive: [0, 1, 1, 0], area: 0.5 },
  // (5, 5) is half a pair, (5, 1) a whole one.
  { scores: [5, 5, 1], positive: [1, 0, 0], area: 0.75 },
  { scores: [7, 7, 7], positive: [1, 0, 1], area: 0.5 },
  { scores: [1, 2], positive: [1, 1], area: undefined },
  { scores: [1, 2], positive: [0, 0], area: undefined },
  { scores: [], positive: [], area: undefined },
])('of $scores, of which $positive are positive, is $area', ({ scores, positive, area }) => {
  expect(areaUnderCurve(Float32Array.from(scores), Uint8Array.from(positive))).toBe(area);
});

it('is the share of pairs that are in order', () => {
  fc.assert(
    fc.property(
      // Few values, so that many are equal.
      fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
      (examples) => {
        const area = areaUnderCurve(
          Float32Array.from(examples, ([score]) => score / 7),
          Uint8Array.from(examples, ([, positive]) => (positive ? 1 : 0)),
        );
        const expected = shareInOrder(examples);
        if (expected === undefined) expect(area).toBeUndefined();
        else expect(area).toBeCloseTo(expected, 12);
      },
    ),
  );
});

function shareInOrder(examples: readonly (readonly [number, boolean])[]): number | undefined {
  const pairs = examples.flatMap(([a, isPositive]) =>
    isPositive ? examples.flatMap(([b, other]) => (other ? [] : [a > b ? 1 : a === b ? 0.5 : 0])) : [],
  );
  return pairs.length === 0 ? undefined : pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
}
