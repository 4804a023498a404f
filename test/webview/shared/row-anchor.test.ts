import { expect, it } from 'vitest';
import { RowAnchor } from '../../../webview/shared/table/row-anchor';

/** Newest first, as a run goes on. */
const BEFORE = [4, 3, 2, 1, 0];
const AFTER = [6, 5, ...BEFORE];

it('moves the table by what came in above the first row in sight', () => {
  const anchor = new RowAnchor(24);
  expect(anchor.hold(BEFORE, AFTER, 30)).toBe(30 + 2 * 24);
  expect(anchor.nUnseen).toBe(2);
});

it('holds the next row where the first is gone', () => {
  expect(new RowAnchor(24).hold(BEFORE, [9, 4, 2, 1, 0], 24)).toBe(24);
});

it('holds nothing at the top, where new rows are waited for', () => {
  const anchor = new RowAnchor(24);
  expect(anchor.hold(BEFORE, AFTER, 0)).toBe(0);
  expect(anchor.nUnseen).toBe(0);
});

it('counts only rows that are new, and adds up until they were in sight', () => {
  const anchor = new RowAnchor(24);
  // Row 0 has been sorted above what is in sight: it is no new one.
  anchor.hold(BEFORE, [5, 0, 4, 3, 2, 1], 48);
  expect(anchor.nUnseen).toBe(1);
  anchor.hold([5, 0, 4, 3, 2, 1], [7, 6, 5, 0, 4, 3, 2, 1], 96);
  expect(anchor.nUnseen).toBe(3);
  anchor.scrolled([7, 6, 5, 0, 4, 3, 2, 1], 48);
  expect(anchor.nUnseen).toBe(2);
  anchor.scrolled([7, 6, 5, 0, 4, 3, 2, 1], 0);
  expect(anchor.nUnseen).toBe(0);
});
