import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Density } from '../../../webview/shared/chart/density';
import { kthSmallest } from '../../../webview/shared/chart/kth-smallest';
import { nearest } from '../../../webview/shared/chart/nearest';
import { outside, rangeOf } from '../../../webview/shared/chart/range';
import { fade, mix, parseColor } from '../../../webview/shared/color';
import { fitViewport, readableViewport, revealBox, zoomAt } from '../../../webview/shared/dag/viewport';
import { markerOf, markerPath, MARKER_SHAPES } from '../../../src/core/drawing/marker';
import { mergeState, readUiState } from '../../../webview/shared/saved-state';

describe('colours', () => {
  it('reads what themes and computed styles write', () => {
    expect(
      ['#fff', '#0078d4', '#ff000080', 'rgb(1, 2, 3)', 'rgba(1, 2, 3, 0.5)', 'tomato'].map(parseColor),
    ).toEqual([
      [255, 255, 255, 1],
      [0, 120, 212, 1],
      [255, 0, 0, 128 / 255],
      [1, 2, 3, 1],
      [1, 2, 3, 0.5],
      undefined,
    ]);
  });

  it('fades and mixes, and leaves alone what is no colour', () => {
    expect([fade('#0078d4', 0.5), fade('inherit', 0.5), mix('#000000', '#ffffff', 0.2)]).toEqual([
      'rgba(0, 120, 212, 0.5)',
      'inherit',
      'rgb(51, 51, 51)',
    ]);
  });
});

describe('markers', () => {
  it('gives 30 trials in a row 30 different looks', () => {
    const looks = Array.from({ length: 30 }, (_, trial) => JSON.stringify(markerOf(trial)));
    expect(new Set(looks).size).toBe(30);
    expect(markerOf(30)).toEqual(markerOf(0));
  });

  it('draws each shape as its own closed path', () => {
    const paths = MARKER_SHAPES.map((shape) => markerPath(shape, 5));
    expect(new Set(paths).size).toBe(MARKER_SHAPES.length);
    expect(paths.every((path) => path.startsWith('M') && path.endsWith('Z'))).toBe(true);
  });
});

describe('saved state', () => {
  it("keeps the host's keys beside the page's", () => {
    expect(mergeState({ runFolder: '/old', ui: 1, uiVersion: 1 }, { runFolder: '/new' })).toEqual({
      runFolder: '/new',
      ui: 1,
      uiVersion: 1,
    });
    expect(mergeState(undefined, { a: 1 })).toEqual({ a: 1 });
  });

  it('drops the state of another schema version', () => {
    const state = { uiVersion: 1, ui: { filter: 'conv' } };
    expect([readUiState(state, 1), readUiState(state, 2)]).toEqual([{ filter: 'conv' }, undefined]);
  });
});

describe('axis ranges', () => {
  const crowd = Array.from({ length: 40 }, (_, i) => 0.9 + i / 1000);

  it('leaves far outliers outside and counts them', () => {
    const range = rangeOf([...crowd, 0.1], [], false)!;
    expect(range.min).toBeGreaterThan(0.89);
    expect(outside([...crowd, 0.1], range)).toBe(1);
  });

  it('holds every line, however far out', () => {
    expect(rangeOf(crowd, [0.1], false)!.min).toBeLessThan(0.1);
  });

  it('gives a single value room, and knows no range of nothing', () => {
    expect(rangeOf([2], [], false)).toEqual({ min: 1.9, max: 2.1 });
    expect(rangeOf([], [], false)).toBeUndefined();
  });

  it('has fences where sorting would put them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }), fc.nat(), (values, nth) => {
        const k = nth % values.length;
        expect(kthSmallest(Float64Array.from(values), k)).toBe(values.toSorted((a, b) => a - b)[k]);
      }),
      { seed: 5 },
    );
  });

  it('ignores what a logarithm cannot show', () => {
    expect(rangeOf([0, -1, 10, 1000], [], true)!.min).toBeCloseTo(10 / 1.15);
  });
});

it('finds the nearest mark within reach, the topmost of equals', () => {
  const xs = [0, 10, 10];
  const ys = [0, 10, 10];
  expect([nearest(xs, ys, 9, 9, 5), nearest(xs, ys, 5, 5, 2)]).toEqual([2, undefined]);
});

it('darkens where pale marks overlap', () => {
  const density = new Density({ width: 4, height: 1 });
  const first = [...density.of([1, 1, 3], [0, 0, 0], 0, 0.5)];
  const second = [...density.of([1], [0], 0, 0.5)];
  expect([first, second]).toEqual([
    [0, 191, 0, 128],
    [0, 128, 0, 0],
  ]);
});

describe('viewport', () => {
  const drawing = { width: 400, height: 2000 };
  const window = { width: 424, height: 424 };

  it('fits the whole drawing and centres it', () => {
    expect(fitViewport(drawing, window)).toEqual({ scale: 0.2, x: 172, y: 12 });
  });

  it('starts at the top where the whole would be too small to read', () => {
    expect(readableViewport(drawing, window)).toEqual({ scale: 1, x: 12, y: 12 });
  });

  it('zooms around a point that stays where it is', () => {
    const { scale, x, y } = zoomAt({ scale: 1, x: 10, y: 20 }, 2, 110, 120);
    // The drawing's point (100, 100) is still at (110, 120).
    expect([scale, 100 * scale + x, 100 * scale + y]).toEqual([2, 110, 120]);
  });

  it('moves only as far as a box needs', () => {
    const box = { x: 500, y: 50, width: 40, height: 40 };
    expect(revealBox({ scale: 1, x: 0, y: 0 }, box, { width: 300, height: 300 })).toEqual({
      scale: 1,
      x: -264,
      y: 0,
    });
    expect(revealBox({ scale: 1, x: -264, y: 0 }, box, { width: 300, height: 300 }).x).toBe(-264);
  });
});
