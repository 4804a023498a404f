import type { DagLayout, PlacedNode } from '../../../src/core/drawing/dag-layout';
import { curve, dagMarkup, heatOf, mostHeat, nodeColors, num } from './dag-svg';
import type { DagPaint } from './dag-svg';
import type { Size, Viewport } from './viewport';

/** A part of the drawing, in its own pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** `text` can be read; `boxes` are too small for that, and are drawn as shapes of one colour each. */
export type Detail = 'text' | 'boxes';

/** Texts of 12 pixels are smaller than 4 below this scale. */
const READABLE = 0.34;
/** Up to so many nodes everything is drawn at once: it costs little and nothing appears late. */
export const DRAWN_WHOLE = 150;

export function detailAt(scale: number, nodes: number): Detail {
  return nodes <= DRAWN_WHOLE || scale >= READABLE ? 'text' : 'boxes';
}

/** What is in sight, in the drawing's pixels. */
export function boxInSight({ scale, x, y }: Viewport, { width, height }: Size): Box {
  return { left: -x / scale, top: -y / scale, right: (width - x) / scale, bottom: (height - y) / scale };
}

/** As much again on each side: panning draws anew only when it leaves this. */
export function roomAround({ left, top, right, bottom }: Box): Box {
  const [dx, dy] = [(right - left) * 0.75, (bottom - top) * 0.75];
  return { left: left - dx, top: top - dy, right: right + dx, bottom: bottom + dy };
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  );
}

/** The nodes and edges of a drawing that touch a box; all of them in a small drawing. */
export function layoutWithin(layout: DagLayout, box: Box): DagLayout {
  if (layout.nodes.length <= DRAWN_WHOLE) return layout;
  const touches = (left: number, top: number, right: number, bottom: number) =>
    left <= box.right && right >= box.left && top <= box.bottom && bottom >= box.top;
  return {
    ...layout,
    nodes: layout.nodes.filter(({ x, y, width, height }) =>
      touches(x - width / 2, y - height / 2, x + width / 2, y + height / 2),
    ),
    edges: layout.edges.filter(({ points }) => {
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const { x, y } of points) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      return touches(left, top, right, bottom);
    }),
  };
}

/** The markup of what lies in `box`, as fine as can be seen. */
export function sceneMarkup(layout: DagLayout, paint: DagPaint, box: Box, detail: Detail): string {
  const part = layoutWithin(layout, box);
  return detail === 'text' ? dagMarkup(part, paint, layout) : boxesMarkup(part, paint, layout);
}

/** One path for the edges and one for the boxes of each colour: a thousand nodes are a dozen elements. */
export function boxesMarkup(part: DagLayout, paint: DagPaint, whole: DagLayout): string {
  const most = paint.most ?? mostHeat(whole, paint.heat);
  const byColor = new Map<string, string[]>();
  for (const node of part.nodes) {
    const { fill, stroke } = nodeColors(node, paint, most);
    const key = `fill="${paint.heat === 'kind' ? stroke : fill}" stroke="${stroke}"`;
    const paths = byColor.get(key);
    if (paths) paths.push(boxPath(node));
    else byColor.set(key, [boxPath(node)]);
  }
  const edges = part.edges.filter(({ points }) => points.length > 1).map(({ points }) => curve(points));
  return [
    `<path d="${edges.join('')}" fill="none" stroke="${paint.theme.muted}" stroke-width="2"/>`,
    ...[...byColor].map(([colors, paths]) => `<path d="${paths.join('')}" ${colors} stroke-width="2"/>`),
  ].join('');
}

/** A line around some nodes, over whatever is drawn. */
export function outlineOf(nodes: readonly PlacedNode[], grow: number): string {
  return nodes.map((node) => boxPath(node, grow)).join('');
}

/** The node at a point of the drawing; of an open box and a node in it the latter. */
export function nodeAt(layout: DagLayout, x: number, y: number): PlacedNode | undefined {
  let found: PlacedNode | undefined;
  for (const node of layout.nodes) {
    if (Math.abs(node.x - x) > node.width / 2 || Math.abs(node.y - y) > node.height / 2) continue;
    if (!found || node.width * node.height < found.width * found.height) found = node;
  }
  return found;
}

/** Whether any of these costs anything: else there is no scale to show. */
export function hasHeat(layout: DagLayout, heat: DagPaint['heat']): boolean {
  return layout.nodes.some((node) => heatOf(node, heat) > 0);
}

function boxPath({ x, y, width, height }: PlacedNode, grow = 0): string {
  const [w, h] = [width + 2 * grow, height + 2 * grow];
  return `M${num(x - w / 2)},${num(y - h / 2)}h${num(w)}v${num(h)}h${num(-w)}Z`;
}
