import { markerOf, markerPath } from '../../src/core/drawing/marker';

/** A trial's marker as an SVG whose colour follows the theme by itself. */
export function markerGlyph(trial: number): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-7 -7 14 14');
  svg.setAttribute('width', '14');
  svg.setAttribute('height', '14');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  setGlyph(svg, trial);
  return svg;
}

/** Turns a glyph into another trial's, for rows that are used again. */
export function setGlyph(svg: SVGSVGElement, trial: number): void {
  if (svg.dataset['trial'] === String(trial)) return;
  svg.dataset['trial'] = String(trial);
  const { color, shape } = markerOf(trial);
  svg.setAttribute('class', `marker series-${color}`);
  svg.firstElementChild?.setAttribute('d', markerPath(shape, 5));
}
