import { expect, it } from 'vitest';
import { spreadOf } from '../../../src/core/comparison/spread';
import { groupLegend, meanNote, meanWithBand } from '../../../src/core/report/mean-curves';

// Two searches: the second, a weak one, gets its first value at the third point.
const LATE = {
  at: [1, 2, 3, 4],
  spreads: [[0.9], [0.9], [0.9, 0.5], [0.9, 0.7]].map(spreadOf),
  all: 2,
};

it('a mean that dips because a weak search begins late is dotted until all have a value', () => {
  const { lines } = meanWithBand([LATE]);
  expect(lines.map(({ isDotted, points }) => ({ isDotted, ys: points.map(({ y }) => y) }))).toEqual([
    { isDotted: true, ys: [0.9, 0.9, 0.7] },
    { isDotted: false, ys: [0.7, 0.8] },
  ]);
});

it('has a band only where all have a value', () => {
  expect(meanWithBand([LATE]).bands.map(({ points }) => points.map(({ x }) => x))).toEqual([[3, 4]]);
});

it('says what dots are where there are some', () => {
  expect([meanNote(false).includes('Dotted'), meanNote(true).includes('Dotted')]).toEqual([false, true]);
});

it('has six colours, then the same dashed', () => {
  const legend = groupLegend(Array.from({ length: 8 }, (_, i) => String(i)));
  expect(legend.slice(5).map(({ ink, isDashed }) => [ink, isDashed])).toEqual([
    [5, false],
    [0, true],
    [1, true],
  ]);
});
