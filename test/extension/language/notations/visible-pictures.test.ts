import { describe, expect, it } from 'vitest';
import { DocumentTexts } from '../../../../src/extension/language/notations/document-texts';
import { LineCache } from '../../../../src/extension/language/notations/line-cache';
import {
  linesToDraw,
  pictureColumn,
  picturesOf,
} from '../../../../src/extension/language/notations/visible-pictures';

const CELL = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|';

it.each([
  { line: 'AAAA', end: 4, nCells: 1, column: 4, why: 'behind a cell that ends the line' },
  { line: 'f("AAAA"),  ', end: 7, nCells: 1, column: 10, why: 'behind quotes, brackets and a comma' },
  { line: '"AAAA",  # best', end: 5, nCells: 1, column: 5, why: 'behind the cell when more follows' },
  { line: 'AAAA BBBB', end: 4, nCells: 2, column: 4, why: 'behind each of several cells' },
])('a picture stands $why', ({ line, end, nCells, column }) => {
  expect(pictureColumn(line, end, nCells)).toBe(column);
});

describe('what is drawn', () => {
  it('is what can be seen and thirty lines around it, each line once', () => {
    const lines = linesToDraw(
      [
        { first: 100, last: 120 },
        { first: 140, last: 150 },
      ],
      170,
    );
    expect([lines.length, lines[0], Math.max(...lines)]).toEqual([100, 70, 169]);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('reads those lines and twenty behind them, alone', () => {
    const read: number[] = [];
    const texts = new DocumentTexts(() => []);
    const text = {
      nLines: 1_000,
      lineAt(line: number) {
        read.push(line);
        return line === 4 ? `"${CELL}",` : 'x';
      },
    };
    const pictures = picturesOf([3, 4], text, 1, texts);
    expect([Math.min(...read), Math.max(...read)]).toEqual([3, 24]);
    expect(pictures.map(({ line, column }) => [line, column])).toEqual([[4, CELL.length + 3]]);
  });
});

it('a line that was seen is not looked at again, wherever it stands now', () => {
  const cache = new LineCache(() => []);
  expect(cache.find(CELL)).toBe(cache.find(CELL));
});

it('a line is remembered while two thousand others come, and forgotten in the end', () => {
  const cache = new LineCache(() => []);
  const first = cache.find(CELL);
  for (let i = 0; i < 2_000; i++) cache.find(`depth=${i}, norm=batch`);
  expect(cache.find(CELL)).toBe(first);
  for (let i = 0; i < 5_000; i++) cache.find(`norm=${i}, depth=1`);
  expect(cache.find(CELL)).not.toBe(first);
});
