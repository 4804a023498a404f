/** Outlines on a 16 by 16 grid, drawn with a line of 1.3 and no fill unless the path is in `SOLID`. */
const PATHS = {
  play: 'M5 3.2v9.6L12.5 8z',
  pause: 'M5.2 3.5v9M10.8 3.5v9',
  stop: 'M4 4h8v8H4z',
  resume: 'M3.5 3.5v9M6.5 3.5v9L13 8z',
  copy: 'M5.5 5.5h7v7h-7zM10.5 5.5v-2h-7v7h2',
  graph: 'M8 2.2v2M8 7.2l-3.5 3M8 7.2l3.5 3M6.5 4.2h3v3h-3zM2.7 10.2h3.2v3H2.7zM10.1 10.2h3.2v3h-3.2z',
  export: 'M8 10V2.5M5 5.2 8 2.3l3 2.9M3 9.5v3.7h10V9.5',
  image: 'M2.5 3.5h11v9h-11zM2.5 11l3.2-3.5 2.6 2.6 1.9-1.8 3.3 3.2M10.6 6.2h.01',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  zoomIn: 'M8 3.2v9.6M3.2 8h9.6',
  zoomOut: 'M3.2 8h9.6',
  fit: 'M2.8 5.8v-3h3M10.2 2.8h3v3M13.2 10.2v3h-3M5.8 13.2h-3v-3',
  collapse: 'M2.5 8h11M8 2v3.6M6.2 4 8 5.8 9.8 4M8 14v-3.6M6.2 12 8 10.2 9.8 12',
  expand: 'M2.5 8h11M8 5.8V2.2M6.2 3.8 8 2l1.8 1.8M8 10.2v3.6M6.2 12.2 8 14l1.8-1.8',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.1 10.1l3.4 3.4',
  warning: 'M8 2.2 14.3 13.3H1.7zM8 6.3v3.4M8 11.4v.2',
  open: 'M7 3.5H3.5v9h9V9M9 3h4v4M12.8 3.2 7.5 8.5',
  close: 'M4 4l8 8M12 4l-8 8',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.9 3.5v9',
  star: 'M8 2.3l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.5l-3.6 1.9.7-4L2.2 6.6l4-.6z',
  starred: 'M8 2.3l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.5l-3.6 1.9.7-4L2.2 6.6l4-.6z',
  pin: 'M9.5 2.5l4 4-2.5.8-2 2.4.2 2.3-5.2-5.2 2.3.2 2.4-2zM5.6 10.4 2.8 13.2',
  up: 'M8 13V3.5M4.2 7.2 8 3.4l3.8 3.8',
  down: 'M8 3v9.5M4.2 8.8 8 12.6l3.8-3.8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  add: 'M8 3.2v9.6M3.2 8h9.6',
  keyboard: 'M1.8 4.5h12.4v7H1.8zM4.2 6.8h.01M6.7 6.8h.01M9.2 6.8h.01M11.7 6.8h.01M5 9.3h6',
  chart: 'M2.5 13.5h11M4.5 11V8M8 11V4.5M11.5 11V6.5',
  text: 'M3 4h10M3 7h7M3 10h10M3 13h5',
  compare: 'M2.5 3h4.2v10H2.5zM9.3 3h4.2v10H9.3z',
  save: 'M8 2.5V10M5 7.2 8 10l3-2.8M3 12.8h10',
} as const;

const SOLID: ReadonlySet<string> = new Set(['play', 'stop', 'starred']);

export type IconName = keyof typeof PATHS;

/** An icon in the colour of the text around it, hidden from screen readers: the control has the words. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [attribute, value] of Object.entries({
    class: 'icon',
    viewBox: '0 0 16 16',
    width: '16',
    height: '16',
    'aria-hidden': 'true',
    fill: SOLID.has(name) ? 'currentColor' : 'none',
    stroke: 'currentColor',
    'stroke-width': '1.3',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  })) {
    svg.setAttribute(attribute, value);
  }
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
