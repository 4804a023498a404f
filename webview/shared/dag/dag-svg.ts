import * as l10n from '@vscode/l10n';
import { fade, mix } from '../color';
import { formatBytes, formatCount } from '../../../src/core/drawing/format';
import type { Theme } from '../theme';
import type { DagLayout, PlacedEdge, PlacedNode, Point } from '../../../src/core/drawing/dag-layout';
import type { DagMark, DagTone } from '../../../src/core/drawing/dag-model';

/** `kind` colours nodes by what they do, the others by how much they cost. */
export type Heat = 'kind' | 'paramCount' | 'macs' | 'activationBytes';

export interface DagPaint {
  readonly theme: Theme;
  readonly heat: Heat;
  readonly labels: boolean;
  /** Writes the shapes that go along the edges. */
  readonly shapes?: boolean;
  /** The upper end of the scale of costs, where it is not the most that this drawing has. */
  readonly most?: number;
}

/** Position in the theme's series; `undefined` is neutral. */
const TONE_COLORS: Readonly<Record<DagTone, number | undefined>> = {
  ends: undefined,
  convolution: 0,
  // Red would look like an error; few networks have both of these.
  attention: 0,
  dense: 3,
  pooling: 2,
  norm: undefined,
  activation: 1,
  join: 5,
  pass: undefined,
  zero: undefined,
  group: undefined,
};

/**
 * The drawing as SVG markup with every colour resolved, so that what is on the
 * page and what is exported are the same. The caller wraps it in `<svg>`.
 *
 * @param whole what `layout` is a part of: the scale of costs is that of all
 */
export function dagMarkup(layout: DagLayout, paint: DagPaint, whole: DagLayout = layout): string {
  const most = paint.most ?? mostHeat(whole, paint.heat);
  const zeros = new Set(whole.nodes.flatMap(({ id, tone }) => (tone === 'zero' ? [id] : [])));
  const shapes = new Map(whole.nodes.map(({ id, shape }) => [id, shape]));
  return [
    '<g class="dag-edges">',
    ...layout.edges.map((edge) => edgeMarkup(edge, zeros.has(edge.from) || zeros.has(edge.to), paint)),
    ...(paint.shapes === true
      ? layout.edges.map((edge) => shapeMarkup(edge, shapes.get(edge.from), paint))
      : []),
    '</g>',
    ...layout.nodes.map((node) => nodeMarkup(node, paint, most)),
  ].join('');
}

/** The largest cost that is drawn: the upper end of the scale. */
export function mostHeat(layout: DagLayout, heat: Heat): number {
  return layout.nodes.reduce((most, node) => Math.max(most, heatOf(node, heat)), 0);
}

/** A picture that stands alone: size, background, font and all. */
export function standaloneSvg(layout: DagLayout, paint: DagPaint, title: string): string {
  const { theme } = paint;
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height);
  return standalone(width, height, theme, title, dagMarkup(layout, paint));
}

/** Wraps markup into a file of its own. */
export function standalone(
  width: number,
  height: number,
  theme: Theme,
  title: string,
  markup: string,
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(theme.fontFamily)}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" fill="${escape(theme.background)}"/>`,
    markup,
    '</svg>',
  ].join('');
}

/** Positions of the legend: what a colour means. */
export function legendOf(
  nodes: readonly { readonly tone: DagTone }[],
): { readonly tone: DagTone; readonly title: string }[] {
  const titles: Partial<Record<DagTone, string>> = {
    convolution: l10n.t('convolution'),
    attention: l10n.t('attention, embedding'),
    dense: l10n.t('dense'),
    pooling: l10n.t('pooling'),
    activation: l10n.t('activation'),
    join: l10n.t('add, concat'),
  };
  const present = new Set(nodes.map(({ tone }) => tone));
  return Object.entries(titles).flatMap(([tone, title]) =>
    present.has(tone as DagTone) ? [{ tone: tone as DagTone, title }] : [],
  );
}

export function toneColor(tone: DagTone): number | undefined {
  return TONE_COLORS[tone];
}

/** The second line says what the colour says. */
function detailOf(node: PlacedNode, heat: Heat): string {
  switch (heat) {
    case 'kind':
      return node.mark ? `${node.mark.text} · ${node.detail}` : node.detail;
    case 'paramCount':
      return l10n.t('{0} params', formatCount(node.cost.paramCount));
    case 'macs':
      return l10n.t('{0} MACs', formatCount(node.cost.macs));
    case 'activationBytes':
      return formatBytes(node.cost.activationBytes);
  }
}

export function heatOf(node: PlacedNode, heat: Heat): number {
  return heat === 'kind' ? 0 : node.cost[heat];
}

function nodeMarkup(node: PlacedNode, paint: DagPaint, most: number): string {
  const { theme } = paint;
  const { fill, stroke } = nodeColors(node, paint, most);
  const x = node.x - node.width / 2;
  const y = node.y - node.height / 2;
  const radius = paint.labels ? (node.tone === 'ends' ? node.height / 2 : 5) : 3;
  const dashes = node.tone === 'zero' ? ' stroke-dasharray="4 3"' : '';
  const box = `<rect class="dag-box" x="${x}" y="${y}" width="${node.width}" height="${node.height}" rx="${radius}" fill="${fill}" stroke="${stroke}"${dashes}/>`;
  // A second outline behind the first says that more is inside.
  const stack =
    node.tone === 'group'
      ? `<rect x="${x + 4}" y="${y + 4}" width="${node.width}" height="${node.height}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`
      : '';
  const texts = paint.labels
    ? `<text x="${node.x}" y="${node.y - 4}" text-anchor="middle" font-size="12" fill="${theme.foreground}">${escape(node.label)}</text>` +
      `<text x="${node.x}" y="${node.y + 12}" text-anchor="middle" font-size="10.5" fill="${theme.highContrast || paint.heat !== 'kind' ? theme.foreground : theme.muted}">${escape(detailOf(node, paint.heat))}</text>`
    : '';
  const mark = node.mark ? markMarkup(node, node.mark, paint) : '';
  return `<g class="dag-node" data-id="${escape(node.id)}">${stack}${box}${texts}${mark}</g>`;
}

const MARK_LOOKS = {
  added: { series: 2, sign: 'M-4,0H4M0,-4V4', dashes: '' },
  removed: { series: 4, sign: 'M-4,0H4', dashes: ' stroke-dasharray="6 3"' },
  changed: { series: 5, sign: 'M-4,-2H4M-4,2H4M-2,5L2,-5', dashes: '' },
} as const;

export function markColor(kind: DagMark['kind'], theme: Theme): string {
  return theme.series[MARK_LOOKS[kind].series]!;
}

/** A second line around the box and a sign in its corner. */
function markMarkup(node: PlacedNode, { kind }: DagMark, { theme }: DagPaint): string {
  const { sign, dashes } = MARK_LOOKS[kind];
  const color = markColor(kind, theme);
  const [x, y] = [node.x - node.width / 2 - 4, node.y - node.height / 2 - 4];
  const corner = `translate(${num(x + node.width + 6)} ${num(y + 2)})`;
  return (
    `<rect x="${x}" y="${y}" width="${node.width + 8}" height="${node.height + 8}" rx="8" fill="none" stroke="${color}" stroke-width="2"${dashes}/>` +
    `<g transform="${corner}"><circle r="8" fill="${theme.background}" stroke="${color}" stroke-width="1.5"/><path d="${sign}" stroke="${theme.foreground}" stroke-width="1.6" fill="none"/></g>`
  );
}

export function nodeColors(
  node: PlacedNode,
  { theme, heat, labels }: DagPaint,
  most: number,
): { fill: string; stroke: string } {
  if (heat !== 'kind') {
    // The square root keeps small costs apart from none.
    const share = most === 0 ? 0 : Math.sqrt(heatOf(node, heat) / most);
    const hot = theme.series[1]!;
    return {
      fill: mix(theme.background, hot, share * (theme.highContrast ? 0.35 : 0.5)),
      stroke: share > 0 ? hot : theme.highContrast ? theme.border : fade(theme.foreground, 0.35),
    };
  }
  const color = TONE_COLORS[node.tone];
  if (color === undefined) {
    return {
      fill: labels ? theme.raised : mix(theme.background, theme.foreground, 0.25),
      stroke: theme.highContrast ? theme.border : fade(theme.foreground, 0.4),
    };
  }
  const line = theme.series[color]!;
  if (!labels) return { fill: mix(theme.background, line, 0.75), stroke: line };
  return { fill: theme.highContrast ? theme.background : mix(theme.background, line, 0.16), stroke: line };
}

function edgeMarkup(edge: PlacedEdge, touchesZero: boolean, { theme, labels }: DagPaint): string {
  if (edge.points.length < 2) return '';
  const color = theme.highContrast ? theme.foreground : fade(theme.foreground, touchesZero ? 0.22 : 0.5);
  const dashes = touchesZero ? ' stroke-dasharray="3 3"' : '';
  const end = edge.points.at(-1)!;
  const head = labels ? `<path d="${arrowHead(edge.points.at(-2)!, end)}" fill="${color}"/>` : '';
  return `<path class="dag-edge" data-from="${escape(edge.from)}" data-to="${escape(edge.to)}" d="${curve(edge.points)}" fill="none" stroke="${color}" stroke-width="${labels ? 1.3 : 1}"${dashes}/>${head}`;
}

/** The shape in the middle of an edge, on the background's colour so that lines do not cross it. */
function shapeMarkup({ points }: PlacedEdge, shape: string | undefined, { theme }: DagPaint): string {
  if (shape === undefined || points.length < 2) return '';
  const { x, y } = middleOf(points);
  return `<text x="${num(x)}" y="${num(y + 3.5)}" text-anchor="middle" font-size="10" fill="${theme.foreground}" stroke="${theme.background}" stroke-width="4" paint-order="stroke">${escape(shape)}</text>`;
}

function middleOf(points: readonly Point[]): Point {
  const at = (points.length - 1) / 2;
  const [a, b] = [points[Math.floor(at)]!, points[Math.ceil(at)]!];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** A triangle whose tip is at `tip`, along the line that comes from `from`. */
function arrowHead(from: Point, tip: Point): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [ux, uy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const back = { x: tip.x - ux * 7, y: tip.y - uy * 7 };
  const side = (sign: number) => `${num(back.x - sign * uy * 3.6)},${num(back.y + sign * ux * 3.6)}`;
  return `M${num(tip.x)},${num(tip.y)}L${side(1)}L${side(-1)}Z`;
}

/** A smooth line through dagre's bends: each bend is the control point of a quadratic piece. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  let path = `M${num(first!.x)},${num(first!.y)}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const control = rest[i]!;
    const next = rest[i + 1]!;
    const last = i === rest.length - 2;
    const x = last ? next.x : (control.x + next.x) / 2;
    const y = last ? next.y : (control.y + next.y) / 2;
    path += `Q${num(control.x)},${num(control.y)} ${num(x)},${num(y)}`;
  }
  if (rest.length === 1) path += `L${num(rest[0]!.x)},${num(rest[0]!.y)}`;
  return path;
}

export function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
