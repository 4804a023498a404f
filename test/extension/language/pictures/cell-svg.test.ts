import { describe, expect, it } from 'vitest';
import {
  describeCell,
  LARGE_HEIGHT,
  LARGE_WIDTH,
  largeCellSvg,
  smallCellSvg,
} from '../../../../src/extension/language/pictures/cell-svg';
import { DARK, LIGHT } from '../../../../src/extension/language/pictures/palette';
import { svgDataUri } from '../../../../src/extension/language/pictures/svg';

const NONE = ['none', 'none', 'none', 'none', 'none', 'none'];
const ALL = ['nor_conv_3x3', 'skip_connect', 'nor_conv_1x1', 'avg_pool_3x3', 'nor_conv_3x3', 'nor_conv_1x1'];

describe('a small picture of a cell', () => {
  it('has the height it was asked for, in pixels', () => {
    expect(/ width="(\d+)" height="(\d+)"/.exec(smallCellSvg(ALL, 19, DARK))?.slice(1)).toEqual(['68', '19']);
  });

  it.each([
    { operations: NONE, strokes: 0, why: 'none is not drawn' },
    { operations: ALL, strokes: 6, why: 'every other operation is one line' },
    {
      operations: ['none', 'skip_connect', 'none', 'none', 'none', 'none'],
      strokes: 1,
      why: 'one edge, one line',
    },
  ])('draws four nodes, and $why', ({ operations, strokes }) => {
    const svg = smallCellSvg(operations, 19, DARK);
    expect([count(svg, '<circle'), count(svg, '<path')]).toEqual([4, strokes]);
  });

  it('gives each operation a stroke of its own beside its colour', () => {
    const strokes = ['nor_conv_3x3', 'nor_conv_1x1', 'avg_pool_3x3', 'skip_connect'].map((operation) => {
      const svg = smallCellSvg([operation, ...NONE.slice(1)], 19, DARK);
      return /stroke-width="[^"]*"( stroke-dasharray="[^"]*")?/.exec(svg)?.[0];
    });
    expect(new Set(strokes).size).toBe(4);
  });

  it('keeps every line inside the picture', () => {
    for (const height of [12, 19, 27, 40]) {
      const ys = [...smallCellSvg(ALL, height, LIGHT).matchAll(/<path d="M([^"]*)"/g)].flatMap(([, d]) =>
        arcHeights(d!),
      );
      expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...ys)).toBeLessThanOrEqual(height);
    }
  });
});

describe('a large picture of a cell', () => {
  it('writes the operations and the nodes', () => {
    const labels = [...largeCellSvg(ALL, DARK).matchAll(/>([^<]+)<\/text>/g)].map(([, label]) => label);
    expect(labels).toEqual(['3×3', 'skip', '1×1', 'pool', '3×3', '1×1', 'in', '1', '2', 'out']);
  });

  it('fits its frame', () => {
    const ys = [...largeCellSvg(ALL, DARK).matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.min(...ys)).toBeGreaterThan(8);
    expect(Math.max(...ys)).toBeLessThan(LARGE_HEIGHT);
    expect(LARGE_WIDTH).toBeGreaterThan(200);
  });
});

it('an image address has no space, which Markdown would end it at', () => {
  const uri = svgDataUri(largeCellSvg(ALL, DARK));
  expect(uri).toMatch(/^data:image\/svg\+xml;base64,[A-Za-z0-9+/]+=*$/);
  expect(Buffer.from(uri.split(',')[1]!, 'base64').toString()).toBe(largeCellSvg(ALL, DARK));
});

it('a cell is told in words too', () => {
  expect(describeCell(['nor_conv_3x3', 'none', 'none', 'none', 'none', 'skip_connect'])).toBe(
    '0 to 1: nor_conv_3x3; 2 to 3: skip_connect',
  );
  expect(describeCell(NONE)).toBe('a cell without edges');
});

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** The heights that a path reaches; a cubic whose middle points share a height y reaches 1/4 axis + 3/4 y. */
function arcHeights(path: string): number[] {
  const straight = /^[\d.]+ ([\d.]+)H/.exec(path);
  if (straight) return [Number(straight[1])];
  const [axis, y] = /^[\d.]+ ([\d.]+)C[\d.]+ (-?[\d.]+)/.exec(path)!.slice(1).map(Number);
  return [axis! / 4 + (3 * y!) / 4];
}
