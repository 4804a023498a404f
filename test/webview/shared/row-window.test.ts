import { expect, it } from 'vitest';
import { MOST_DRAWN, rowWindow, topOf } from '../../../webview/shared/row-window';

const HEIGHTS = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 20 : 40));
const TOTAL = topOf(HEIGHTS, HEIGHTS.length);

it('a short list is drawn as a whole, wherever it is scrolled', () => {
  expect(rowWindow(HEIGHTS.slice(0, MOST_DRAWN), 1000, 400)).toEqual({
    first: 0,
    end: 80,
    above: 0,
    below: 0,
  });
});

it.each([0, 1234, 15_000, TOTAL - 400, TOTAL + 9000])(
  'scrolled to %i, the rows in sight are drawn, and the others have their room',
  (top) => {
    const { first, end, above, below } = rowWindow(HEIGHTS, top, 400);
    expect(end - first).toBeLessThanOrEqual(MOST_DRAWN);
    expect(above).toBe(topOf(HEIGHTS, first));
    expect(above + topOf(HEIGHTS, end) - topOf(HEIGHTS, first) + below).toBe(TOTAL);
    expect(above).toBeLessThanOrEqual(top);
    expect(TOTAL - below).toBeGreaterThanOrEqual(Math.min(TOTAL, top + 400));
  },
);

it('is bounded where rows have no height yet', () => {
  expect(rowWindow(Array<number>(500).fill(0), 0, 400)).toMatchObject({ first: 0, end: MOST_DRAWN });
});
