import { costOf } from '../graph/cost';
import type { Architecture } from '../graph/architecture';
import { layoutNow } from '../drawing/dag-layout';
import type { PlacedEdge, PlacedNode, Point } from '../drawing/dag-layout';
import { dagOf, groupsOf, initialCollapse, thumbnailCollapse } from '../drawing/dag-model';
import { formatCount, plural } from '../drawing/format';
import { html } from './markup';
import type { Markup } from './markup';

/** `whole`: groups are collapsed only where there are very many nodes; `cell`: of repeated cells one is drawn. */
export type DagDetail = 'whole' | 'cell';

/**
 * The architecture as an SVG picture, from top to bottom, with colours of the style sheet.
 *
 * @param id unique in the document
 */
export function dagPicture(id: string, title: string, architecture: Architecture, detail: DagDetail): Markup {
  const collapsed = detail === 'whole' ? initialCollapse(architecture) : thumbnailCollapse(architecture);
  const { nodes, edges, width, height } = layoutNow(dagOf(architecture, collapsed), 'labelled');
  const { paramCount, macs } = costOf(architecture);
  const isCollapsed = groupsOf(architecture).some((path) => collapsed.has(path));
  const summary = `${plural(architecture.nodes.length, 'node')}${isCollapsed ? ', repeated parts drawn as one box each' : ''}; ${formatCount(paramCount)} parameters, ${formatCount(macs)} MACs. From input to output: ${nodes.map(({ label }) => label).join(', ')}.`;
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const zeros = new Set(nodes.filter(({ tone }) => tone === 'zero').map(({ id: node }) => node));
  return html`<svg
    class="dag"
    viewBox="0 0 ${w} ${h}"
    width="${w}"
    height="${h}"
    role="img"
    aria-labelledby="${id}-t ${id}-d"
  >
    <title id="${id}-t">${title}</title>
    <desc id="${id}-d">${summary}</desc>
    ${edges.map((edge) => edgeShape(edge, zeros.has(edge.from) || zeros.has(edge.to)))}${nodes.map(nodeShape)}
  </svg>`;
}

function nodeShape({ x, y, width, height, tone, label, detail }: PlacedNode): Markup {
  const [left, top] = [num(x - width / 2), num(y - height / 2)];
  const radius = tone === 'ends' ? height / 2 : 5;
  const box = (by: number): Markup =>
    html`<rect
      class="box tone-${tone}"
      x="${num(left + by)}"
      y="${num(top + by)}"
      width="${width}"
      height="${height}"
      rx="${radius}"
    />`;
  return html`${tone === 'group' ? box(4) : undefined}${box(0)}<text
      class="op"
      x="${num(x)}"
      y="${num(y - 4)}"
      text-anchor="middle"
      >${label}</text
    ><text class="shape" x="${num(x)}" y="${num(y + 12)}" text-anchor="middle">${detail}</text>`;
}

function edgeShape({ points }: PlacedEdge, touchesZero: boolean): Markup {
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (!tip || !before) return html``;
  return html`<path class="edge${touchesZero ? ' zero' : ''}" d="${curve(points)}" /><path
      class="head${touchesZero ? ' zero' : ''}"
      d="${arrowHead(before, tip)}"
    />`;
}

/** A triangle whose tip is at `tip`, along the line that comes from `from`. */
function arrowHead(from: Point, tip: Point): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [ux, uy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const back = { x: tip.x - ux * 7, y: tip.y - uy * 7 };
  const side = (sign: number): string => `${num(back.x - sign * uy * 3.6)} ${num(back.y + sign * ux * 3.6)}`;
  return `M${num(tip.x)} ${num(tip.y)}L${side(1)}L${side(-1)}Z`;
}

/** A smooth line through dagre's bends: each bend is the control point of a quadratic piece. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const start = `M${num(first!.x)} ${num(first!.y)}`;
  if (rest.length === 1) return `${start}L${num(rest[0]!.x)} ${num(rest[0]!.y)}`;
  const pieces = rest.slice(0, -1).map((control, i) => {
    const next = rest[i + 1]!;
    const isLast = i === rest.length - 2;
    const x = isLast ? next.x : (control.x + next.x) / 2;
    const y = isLast ? next.y : (control.y + next.y) / 2;
    return `Q${num(control.x)} ${num(control.y)} ${num(x)} ${num(y)}`;
  });
  return `${start}${pieces.join('')}`;
}

function num(value: number): number {
  return Math.round(value * 10) / 10;
}
