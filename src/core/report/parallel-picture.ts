import { html } from './markup';
import type { Markup } from './markup';
import { OFF } from './parallel-axes';
import type { ParallelAxis } from './parallel-axes';

/** Colours between the worst and the best; the style sheet has as many. */
export const SHADES = 6;

const HEIGHT = 270;
const TITLE_LINE = 14;
/** Room beside the outermost axes, and for the numbers of the last. */
const SIDE = 34;
const LAST = 58;
const APART = 96;
const NARROWEST = 600;
const TITLE_LENGTH = 14;
/** Numbers of one axis are at least so far apart. */
const TICK_APART = 13;

export interface ParallelLines {
  readonly axes: readonly ParallelAxis[];
  /** Rows that are drawn, from bad to good. */
  readonly rows: readonly number[];
  /** Of each row, in [0, 1]. */
  readonly goodness: Float64Array;
  /** The row that stands out. */
  readonly best: { readonly row: number; readonly title: string } | undefined;
}

/** Parallel coordinates as an SVG picture: an axis a knob or metric, a line a trial; the better, the nearer to the first colour. */
export function parallelSvg(
  id: string,
  title: string,
  summary: string,
  { axes, rows, goodness, best }: ParallelLines,
): Markup {
  const titles = axes.map((axis) => wrapped(axis.isLog ? `${axis.title} (log)` : axis.title));
  const top = TITLE_LINE * titles.reduce((most, lines) => Math.max(most, lines.length), 1) + 10;
  const width = Math.max(NARROWEST, SIDE + LAST + APART * (axes.length - 1));
  const xs = axes.map((_, i) =>
    Math.round(SIDE + (i * (width - SIDE - LAST)) / Math.max(1, axes.length - 1)),
  );
  const y = (place: number): number => Math.round(top + HEIGHT * (1 - place));
  const bottom = y(axes.some(({ places }) => places.includes(OFF)) ? OFF : 0);
  const shades: string[][] = Array.from({ length: SHADES }, () => []);
  for (const row of rows) {
    const shade = Math.min(SHADES - 1, Math.floor(goodness[row]! * SHADES));
    shades[shade]!.push(lineOf(axes, row, xs, y));
  }
  const crowd = rows.length > 400 ? 'many' : rows.length > 80 ? 'some' : 'few';
  return html`<svg
    class="chart parallel"
    viewBox="0 0 ${width} ${bottom + 14}"
    role="img"
    aria-labelledby="${id}-t ${id}-d"
  >
    <title id="${id}-t">${title}</title>
    <desc id="${id}-d">${summary}</desc>
    ${shades.map((lines, shade) =>
      lines.length === 0 ? undefined : html`<path class="lines ${crowd} g${shade}" d="${lines.join('')}" />`,
    )}${
      best &&
      html`<path class="lines best" d="${lineOf(axes, best.row, xs, y)}"><title>${best.title}</title></path>`
    }
    <g aria-hidden="true">${axes.map((axis, i) => axisShape(axis, titles[i]!, xs[i]!, top, y))}</g>
  </svg>`;
}

/** Broken where nothing is known. */
function lineOf(
  axes: readonly ParallelAxis[],
  row: number,
  xs: readonly number[],
  y: (place: number) => number,
): string {
  let path = '';
  let isDown = false;
  for (const [i, { places }] of axes.entries()) {
    const place = places[row]!;
    if (Number.isFinite(place)) path += `${isDown ? 'L' : 'M'}${xs[i]!} ${y(place)}`;
    isDown = Number.isFinite(place);
  }
  return path;
}

function axisShape(
  axis: ParallelAxis,
  title: readonly string[],
  x: number,
  top: number,
  y: (place: number) => number,
): Markup {
  const isOff = axis.places.includes(OFF);
  const ticks = [...axis.ticks, ...(isOff ? [{ at: OFF, text: 'off' }] : [])].sort((a, b) => a.at - b.at);
  let below = Number.POSITIVE_INFINITY;
  const shown = ticks.filter(({ at }) => {
    if (below - y(at) < TICK_APART) return false;
    below = y(at);
    return true;
  });
  return html`<path class="axis" d="M${x} ${y(0)}V${y(1)}" />${title.map(
      (line, i) =>
        html`<text
          class="name"
          x="${x}"
          y="${top - 8 - TITLE_LINE * (title.length - 1 - i)}"
          text-anchor="middle"
          >${line}</text
        >`,
    )}${shown.map(
      ({ at, text }) => html`<text class="tick" x="${x + 5}" y="${y(at)}" dy=".35em">${text}</text>`,
    )}`;
}

/** In lines of about the width between two axes. */
function wrapped(title: string): string[] {
  return title.split(/(?<=[ .])/).reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > TITLE_LENGTH) return [...lines, word];
    return [...lines.slice(0, -1), last + word];
  }, []);
}
