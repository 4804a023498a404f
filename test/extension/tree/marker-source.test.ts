import { expect, it } from 'vitest';
import { markerOf, markerPath } from '../../../src/core/drawing/marker';
import { MARKER_COLORS, markerSource } from '../../../src/extension/tree/marker-source';

function svgOf(source: string): string {
  const [head, body = ''] = source.split(',');
  expect(head).toBe('data:image/svg+xml;base64');
  return Buffer.from(body, 'base64').toString('utf8');
}

it('a trial has the shape and the colour in the tree that it has on the pages', () => {
  for (const trial of [0, 1, 7, 29, 30, 12_345]) {
    const { color, shape } = markerOf(trial);
    for (const theme of ['dark', 'light'] as const) {
      const svg = svgOf(markerSource(trial, theme));
      expect(svg).toContain(` d="${markerPath(shape, 5)}"`);
      expect(svg).toContain(`fill="${MARKER_COLORS[theme][color]}"`);
    }
  }
});

it('thirty trials in a row look different', () => {
  const looks = Array.from({ length: 30 }, (_, trial) => markerSource(trial, 'dark'));
  expect(new Set(looks).size).toBe(30);
});
