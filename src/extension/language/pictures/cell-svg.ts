import { l10n } from 'vscode';
import { NAS_BENCH_201_EDGES } from '../../../core/space/nas-bench-201-notation';
import type { Palette } from './palette';
import { round, svg } from './svg';

interface EdgeLook {
  readonly colour: keyof Palette;
  /** Relative to the picture's thin line. */
  readonly weight: number;
  /** Colour is never the only sign: each operation has its own stroke too. */
  readonly dash: string;
  readonly label: string;
}

const LOOKS: Readonly<Record<string, EdgeLook>> = {
  nor_conv_3x3: { colour: 'conv3', weight: 2.2, dash: '', label: '3×3' },
  nor_conv_1x1: { colour: 'conv1', weight: 1.3, dash: '', label: '1×1' },
  avg_pool_3x3: { colour: 'pool', weight: 1.6, dash: '3 2', label: 'pool' },
  skip_connect: { colour: 'skip', weight: 0.9, dash: '1 1.6', label: 'skip' },
};

/**
 * Draws a NAS-Bench-201 cell at the height of a line of text: four nodes on one
 * axis, 0-2 and 0-3 as arcs above it and 1-3 below, so that no edges cross.
 * Edges whose operation is `none` are not drawn.
 *
 * @param operations the six operations of the notation, in its order
 */
export function smallCellSvg(operations: readonly string[], heightPx: number, palette: Palette): string {
  const width = Math.round(heightPx * 3.6);
  const radius = Math.max(1.6, heightPx / 10);
  const margin = radius + 1;
  const step = (width - 2 * margin) / 3;
  const axis = heightPx * 0.62;
  const xs = [0, 1, 2, 3].map((i) => margin + i * step);
  const thin = heightPx / 17;
  const edges = operations.map((operation, k) => {
    const edge = NAS_BENCH_201_EDGES[k];
    const look = LOOKS[operation];
    if (!edge || !look) return '';
    const [from, to] = edge;
    return stroke(edgePath(xs[from]!, xs[to]!, axis, smallBulge(k, heightPx, axis)), look, thin, palette);
  });
  const nodes = xs.map(
    (x) => `<circle cx="${round(x)}" cy="${round(axis)}" r="${round(radius)}" fill="${palette.node}"/>`,
  );
  return svg(width, heightPx, [...edges, ...nodes]);
}

export const LARGE_WIDTH = 230;
export const LARGE_HEIGHT = 104;

/** Draws the same cell with the operations' names, for a hover. */
export function largeCellSvg(operations: readonly string[], palette: Palette): string {
  const axis = 60;
  const xs = [16, 82, 148, 214];
  const edges: string[] = [];
  const labels: string[] = [];
  operations.forEach((operation, k) => {
    const edge = NAS_BENCH_201_EDGES[k];
    const look = LOOKS[operation];
    if (!edge || !look) return;
    const [from, to] = edge;
    const bulge = [0, -26, 0, -50, 30, 0][k] ?? 0;
    edges.push(stroke(edgePath(xs[from]!, xs[to]!, axis, bulge), look, 1.3, palette));
    const x = (xs[from]! + xs[to]!) / 2;
    labels.push(text(x, axis + bulge + (bulge === 0 ? -5 : 3.5), look.label, palette[look.colour], palette));
  });
  const names = ['in', '1', '2', 'out'];
  const nodes = xs.map(
    (x, i) =>
      `<circle cx="${x}" cy="${axis}" r="11" fill="${palette.halo}" stroke="${palette.node}" stroke-width="1.4"/>` +
      text(x, axis + 3.5, names[i]!, palette.text, palette),
  );
  return svg(LARGE_WIDTH, LARGE_HEIGHT, [...edges, ...labels, ...nodes]);
}

/** One sentence for screen readers and plain text. */
export function describeCell(operations: readonly string[]): string {
  const parts = operations.flatMap((operation, k) => {
    const edge = NAS_BENCH_201_EDGES[k];
    return edge && LOOKS[operation] ? [l10n.t('{0} to {1}: {2}', edge[0], edge[1], operation)] : [];
  });
  return parts.length === 0 ? l10n.t('a cell without edges') : parts.join('; ');
}

function smallBulge(k: number, heightPx: number, axis: number): number {
  if (k === 1) return -(axis - 1) * 0.48;
  if (k === 3) return -(axis - 1.5);
  if (k === 4) return heightPx - axis - 1.5;
  return 0;
}

/** A straight line, or an arc whose top is `bulge` away from the axis. */
function edgePath(from: number, to: number, axis: number, bulge: number): string {
  if (bulge === 0) return `M${round(from)} ${round(axis)}H${round(to)}`;
  const y = round(axis + (bulge * 4) / 3);
  const lean = (to - from) / 5;
  return `M${round(from)} ${round(axis)}C${round(from + lean)} ${y} ${round(to - lean)} ${y} ${round(to)} ${round(axis)}`;
}

function stroke(path: string, look: EdgeLook, thin: number, palette: Palette): string {
  const width = round(thin * look.weight);
  const dash = look.dash === '' ? '' : ` stroke-dasharray="${dashes(look.dash, thin)}"`;
  return `<path d="${path}" fill="none" stroke="${palette[look.colour]}" stroke-width="${width}"${dash}/>`;
}

function dashes(pattern: string, thin: number): string {
  return pattern
    .split(' ')
    .map((part) => round(Number(part) * thin * 1.4))
    .join(' ');
}

function text(x: number, y: number, label: string, fill: string, palette: Palette): string {
  return (
    `<text x="${round(x)}" y="${round(y)}" font-family="sans-serif" font-size="10.5" text-anchor="middle" fill="${fill}"` +
    ` stroke="${palette.halo}" stroke-width="3" paint-order="stroke">${label}</text>`
  );
}
