import { markerOf, markerPath } from '../../core/drawing/marker';

/**
 * VS Code's own values of the colours that pages take from the theme (blue, orange, green, purple, red, yellow). A picture
 * in the tree cannot ask the theme, so that it may differ from a page by a shade where a theme has others; the shape never does.
 */
export const MARKER_COLORS = {
  dark: ['#59a4f9', '#ee9d28', '#89d185', '#b180d7', '#f14c4c', '#cca700'],
  light: ['#0063d3', '#d67e00', '#388a34', '#652d90', '#e51400', '#bf8803'],
} as const;

/** The marker of a trial, as every view of the run draws it: a `data:` address of an SVG of 16x16 pixels. */
export function markerSource(trial: number, theme: keyof typeof MARKER_COLORS): string {
  const { color, shape } = markerOf(trial);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 16 16" width="16" height="16">` +
    `<path d="${markerPath(shape, 5)}" fill="${MARKER_COLORS[theme][color]!}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
