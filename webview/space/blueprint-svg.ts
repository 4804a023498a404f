import { fade, mix } from '../shared/color';
import type { PlacedEdge, PlacedNode } from '../../src/core/drawing/dag-layout';
import { escape, toneColor } from '../shared/dag/dag-svg';
import type { Theme } from '../shared/theme';
import type { DrawnPart } from './blueprint-graph';
import type { BlueprintLayout, PlacedBox } from './blueprint-layout';
import { BOX_HEAD, HEAD_HEIGHT, LINE_HEIGHT, toneOf } from './blueprint-layout';

/**
 * The drawing of a space as SVG markup with every colour resolved. Choices have a colour and a heavier outline, what may
 * be left out is dashed, repetitions have a count at their corner.
 *
 * @param chosen knobs whose lines are marked
 */
export function blueprintMarkup(layout: BlueprintLayout, theme: Theme, chosen: ReadonlySet<number>): string {
  const placed = new Map(layout.nodes.map((node) => [node.id, node]));
  const alternatives = new Set(
    layout.graph.edges.filter(({ isAlternative }) => isAlternative).map(({ from, to }) => `${from} ${to}`),
  );
  return [
    ...layout.boxes.map((box) => boxMarkup(box, placed.get(box.id)!, theme)),
    ...layout.edges.map((edge) => edgeMarkup(edge, alternatives.has(`${edge.from} ${edge.to}`), theme)),
    ...layout.graph.parts.map((part) => partMarkup(part, placed.get(part.id)!, theme, chosen)),
  ].join('');
}

function boxMarkup(box: PlacedBox, head: PlacedNode, theme: Theme): string {
  const [x, y] = [box.x - box.width / 2, box.y - box.height / 2];
  const stroke = theme.highContrast ? theme.border : fade(theme.foreground, 0.3);
  const dashes = box.isOptional ? ' stroke-dasharray="5 4"' : '';
  const fill = theme.highContrast ? 'none' : fade(theme.foreground, 0.04);
  const frame = `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="7" fill="${fill}" stroke="${stroke}"${dashes}/>`;
  const tab = `<rect class="dag-box" x="${x + 6}" y="${y + 3}" width="${head.width}" height="${BOX_HEAD - 4}" rx="4" fill="transparent" stroke="none"/>`;
  const title = ['−', box.label, ...(box.times === '' ? [] : [box.times])].join(' ');
  const text = `<text x="${x + 12}" y="${y + 15}" font-size="11" font-weight="600" fill="${theme.highContrast ? theme.foreground : theme.muted}">${escape(title)}</text>`;
  return `${frame}<g class="dag-node" data-id="${escape(box.id)}">${tab}${text}</g>`;
}

function partMarkup(part: DrawnPart, node: PlacedNode, theme: Theme, chosen: ReadonlySet<number>): string {
  const [x, y] = [node.x - node.width / 2, node.y - node.height / 2];
  const { fill, stroke } = colorsOf(part, theme);
  const isChoice = part.knobs.length > 0;
  const dashes = part.isOptional ? ' stroke-dasharray="5 4"' : '';
  const radius = part.role === 'ends' ? 12 : part.role === 'fork' ? 12 : 5;
  const rect = (offset: number, kind: string) =>
    `<rect${kind} x="${x + offset}" y="${y + offset}" width="${node.width}" height="${node.height}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="${isChoice ? 1.8 : 1}"${dashes}/>`;
  // A second outline behind the first says that there is more of it.
  const stack = part.times !== '' || part.role === 'box' ? rect(4, '') : '';
  const head = `<text x="${node.x}" y="${y + 16}" text-anchor="middle" font-size="12" font-weight="${isChoice ? 600 : 400}" fill="${theme.foreground}">${escape([part.role === 'box' ? '+' : '', part.label, part.times].filter(Boolean).join(' '))}</text>`;
  const lines = part.lines.map(({ text, knobs }, i) => {
    const top = y + HEAD_HEIGHT + i * LINE_HEIGHT;
    const isChosen = knobs.some((knob) => chosen.has(knob));
    const mark = isChosen
      ? `<rect x="${x + 3}" y="${top - 1}" width="${node.width - 6}" height="${LINE_HEIGHT}" rx="3" fill="${theme.highContrast ? 'none' : fade(theme.focus, 0.3)}" stroke="${theme.focus}"/>`
      : '';
    const color = knobs.length > 0 || theme.highContrast ? theme.foreground : theme.muted;
    return `${mark}<text xml:space="preserve" x="${x + 10}" y="${top + 10}" font-size="10.5" fill="${color}">${escape(text)}</text>`;
  });
  return `<g class="dag-node" data-id="${escape(part.id)}">${stack}${rect(0, ' class="dag-box"')}${head}${lines.join('')}</g>`;
}

function colorsOf(part: DrawnPart, theme: Theme): { fill: string; stroke: string } {
  const plain = theme.highContrast ? theme.border : fade(theme.foreground, 0.4);
  const series = part.role === 'searched' || part.role === 'fork' ? 3 : toneColor(toneOf(part.role));
  const color = series === undefined ? undefined : theme.series[series];
  if (color === undefined)
    return { fill: theme.raised, stroke: part.knobs.length > 0 ? theme.foreground : plain };
  const share = part.knobs.length > 0 ? 0.24 : 0.08;
  return {
    fill: theme.highContrast ? theme.background : mix(theme.background, color, share),
    stroke: part.knobs.length > 0 || theme.highContrast ? color : mix(theme.background, color, 0.6),
  };
}

function edgeMarkup({ from, to, points }: PlacedEdge, isAlternative: boolean, theme: Theme): string {
  if (points.length < 2) return '';
  const color = theme.highContrast ? theme.foreground : fade(theme.foreground, 0.5);
  const tip = points.at(-1)!;
  const before = points.at(-2)!;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const corner = (side: number) =>
    `${round(tip.x - ux * 7 - side * uy * 3.5)},${round(tip.y - uy * 7 + side * ux * 3.5)}`;
  const dashes = isAlternative ? ' stroke-dasharray="4 3"' : '';
  return (
    `<path class="dag-edge" data-from="${escape(from)}" data-to="${escape(to)}" d="${curve(points)}" fill="none" stroke="${color}" stroke-width="1.3"${dashes}/>` +
    `<path d="M${round(tip.x)},${round(tip.y)}L${corner(1)}L${corner(-1)}Z" fill="${color}"/>`
  );
}

/** Bends as control points of quadratic pieces that meet half-way between them. */
function curve(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...rest] = points;
  const at = ({ x, y }: { readonly x: number; readonly y: number }) => `${round(x)},${round(y)}`;
  if (rest.length === 1) return `M${at(first!)}L${at(rest[0]!)}`;
  return rest.slice(0, -1).reduce(
    (path, control, i) => {
      const next = rest[i + 1]!;
      const isLast = i === rest.length - 2;
      const end = isLast ? next : { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 };
      return `${path}Q${at(control)} ${at(end)}`;
    },
    `M${at(first!)}`,
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
