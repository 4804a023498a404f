import { expect, it } from 'vitest';
import { curveStretches } from '../../../src/core/comparison/curve-stretches';

it.each([
  { why: 'every search has a value everywhere', counts: [2, 2, 2], is: ['whole 0-2'] },
  { why: 'one gets its first value late', counts: [0, 1, 1, 2, 2], is: ['some 1-3', 'whole 3-4'] },
  { why: 'one has ended', counts: [2, 2, 1, 1], is: ['whole 0-1', 'some 1-3'] },
  { why: 'both', counts: [1, 2, 2, 1], is: ['some 0-1', 'whole 1-2', 'some 2-3'] },
  { why: 'one never has a value', counts: [1, 1], is: ['some 0-1'] },
  { why: 'none has a value', counts: [0, 0], is: [] },
  { why: 'a value is lost between', counts: [2, 0, 1, 2], is: ['whole 0-0', 'some 2-3', 'whole 3-3'] },
])('$why: $is', ({ counts, is }) => {
  const told = curveStretches(counts, 2).map(
    ({ first, last, isWhole }) => `${isWhole ? 'whole' : 'some'} ${first}-${last}`,
  );
  expect(told).toEqual(is);
});
