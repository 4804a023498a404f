import { expect, it } from 'vitest';
import { findCells, pictureColumn } from '../../../src/extension/language/notation-finder';

const CELL = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|';

it.each([
  { text: CELL, offsets: [0], why: 'alone' },
  { text: `best = "${CELL}"  # cell`, offsets: [8], why: 'in a string of a program' },
  { text: `${CELL} ${CELL}`, offsets: [0, CELL.length + 1], why: 'twice on a line' },
  { text: `a\n${CELL}\r\nb\n${CELL}`, offsets: [2, CELL.length + 6], why: 'on several lines' },
  { text: CELL.replace('~2', '~1'), offsets: [], why: 'not with a wrong node' },
  {
    text: CELL.replace('none~0', 'sep_conv_5x5~0'),
    offsets: [],
    why: 'not with an operation of another space',
  },
  { text: '| a | b |\n|---|---|\n', offsets: [], why: 'not a table of Markdown' },
  { text: '', offsets: [], why: 'not in an empty text' },
])('finds a cell $why', ({ text, offsets }) => {
  expect(findCells(text)).toEqual(offsets.map((offset) => ({ notation: CELL, offset })));
});

it('stops at the limit', () => {
  expect(findCells(`${CELL}\n`.repeat(50), 7)).toHaveLength(7);
});

it.each([
  { line: 'AAAA', end: 4, nCells: 1, column: 4, why: 'behind a cell that ends the line' },
  { line: 'f("AAAA"),  ', end: 7, nCells: 1, column: 10, why: 'behind quotes, brackets and a comma' },
  { line: '"AAAA",  # best', end: 5, nCells: 1, column: 5, why: 'behind the cell when more follows' },
  { line: 'AAAA BBBB', end: 4, nCells: 2, column: 4, why: 'behind each of several cells' },
])('a picture stands $why', ({ line, end, nCells, column }) => {
  expect(pictureColumn(line, end, nCells)).toBe(column);
});
