import { html } from './markup';
import type { Markup } from './markup';
import { scaleAround } from './scale';
import type { Scale } from './scale';
import { thinned } from './thin';
import type { Unit } from '../trial/metric';

export interface XY {
  readonly x: number;
  readonly y: number;
}

/** Position in the six colours of the style sheet, or the colour of text. */
export type Ink = number | 'text';

export interface ChartLine {
  readonly points: readonly XY[];
  readonly ink: Ink;
  readonly isDashed?: boolean;
  /** Says less than a whole line. */
  readonly isDotted?: boolean;
  /** Written at the line's end. */
  readonly label?: string;
}

/** A strip around a line, in the order of x. */
export interface ChartBand {
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  readonly ink: number;
}

export interface ChartMark extends XY {
  readonly look: 'filled' | 'pale' | 'hollow';
  /** What the mark stands for, told where the pointer rests. Only for marks that matter: it costs bytes. */
  readonly title?: string;
}

export interface ChartAxis {
  readonly title: string;
  readonly unit: Unit;
  readonly isWhole?: boolean;
  readonly isLog?: boolean;
}

export interface Chart {
  /** Unique in the document. */
  readonly id: string;
  readonly title: string;
  /** What one sees, in sentences, for who does not. */
  readonly summary: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly bands?: readonly ChartBand[];
  readonly lines?: readonly ChartLine[];
  readonly marks?: readonly ChartMark[];
}

export interface DrawnChart {
  readonly svg: Markup;
  /** Marks that were left out because they lie on others. */
  readonly nHidden: number;
}

const WIDTH = 500;
const HEIGHT = 290;
const FRAME = { left: 74, right: 16, top: 12, bottom: 48 };
/** Marks in one square of so many pixels are drawn once, where there are many. */
const SQUARE = 3;
const MANY_MARKS = 1_500;

/** A chart as an SVG picture with a title and a description. */
export function drawnChart(chart: Chart): DrawnChart {
  const { id, title, summary, x, y, bands = [], lines = [], marks = [] } = chart;
  const xs = scaleAround(valuesOf(chart, 'x'), { ...x, nTicks: 7 });
  const ys = scaleAround(valuesOf(chart, 'y'), { ...y, nTicks: 5 });
  const place = placing(xs, ys);
  const placed = marks.map((mark) => ({ ...mark, ...place(mark) }));
  const shown = marks.length > MANY_MARKS ? thinned(placed, SQUARE, ({ look }) => look === 'filled') : placed;
  // Those that matter lie above the others.
  const layers = (['hollow', 'pale', 'filled'] as const).map((look) =>
    shown.filter((mark) => mark.look === look),
  );
  const svg = html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-labelledby="${id}-t ${id}-d"
  >
    <title id="${id}-t">${title}</title>
    <desc id="${id}-d">${summary}</desc>
    ${axes(xs, ys, x.title, y.title)}${bands.map((band) => bandPath(band, place))}${layers
      .slice(0, 2)
      .map(marksOf)}${lines.map((line) => linePath(line, place))}${marksOf(layers[2]!)}
  </svg>`;
  return { svg, nHidden: marks.length - shown.length };
}

function* valuesOf({ bands = [], lines = [], marks = [] }: Chart, axis: 'x' | 'y'): Generator<number> {
  for (const { points } of lines) for (const point of points) yield point[axis];
  for (const mark of marks) yield mark[axis];
  for (const { points } of bands) {
    for (const { x, low, high } of points) {
      if (axis === 'x') yield x;
      else {
        yield low;
        yield high;
      }
    }
  }
}

type Placing = (point: XY) => XY;

function placing(xs: Scale, ys: Scale): Placing {
  const width = WIDTH - FRAME.left - FRAME.right;
  const height = HEIGHT - FRAME.top - FRAME.bottom;
  return ({ x, y }) => ({
    x: FRAME.left + width * xs.at(x),
    y: FRAME.top + height * (1 - ys.at(y)),
  });
}

function axes(xs: Scale, ys: Scale, xTitle: string, yTitle: string): Markup {
  const place = placing(xs, ys);
  const bottom = HEIGHT - FRAME.bottom;
  const grid = ys.ticks.map(({ value, label }) => {
    const y = px(place({ x: xs.min, y: value }).y);
    return html`<path class="grid" d="M${FRAME.left} ${y}H${WIDTH - FRAME.right}" /><text
        class="tick"
        x="${FRAME.left - 8}"
        y="${y}"
        dy=".35em"
        text-anchor="end"
        >${label}</text
      >`;
  });
  const below = xs.ticks.map(({ value, label }) => {
    const x = px(place({ x: value, y: ys.min }).x);
    return html`<path class="axis" d="M${x} ${bottom}v4" /><text
        class="tick"
        x="${x}"
        y="${bottom + 18}"
        text-anchor="middle"
        >${label}</text
      >`;
  });
  const middle = (FRAME.top + bottom) / 2;
  return html`<g aria-hidden="true"
    >${grid}<path class="axis" d="M${FRAME.left} ${bottom}H${WIDTH - FRAME.right}" />${below}<text
      class="name"
      x="${(FRAME.left + WIDTH - FRAME.right) / 2}"
      y="${HEIGHT - 8}"
      text-anchor="middle"
      >${xTitle}</text
    ><text class="name" transform="rotate(-90 14 ${middle})" x="14" y="${middle}" text-anchor="middle"
      >${yTitle}</text
    ></g
  >`;
}

function linePath({ points, ink, isDashed, isDotted, label }: ChartLine, place: Placing): Markup {
  const last = points.at(-1);
  if (!last) return html``;
  const path = pathOf(points.map(place));
  const end = place(last);
  // Left of the end, where there is room for it.
  const name =
    label === undefined
      ? undefined
      : html`<text class="label ${inkClass(ink)}" x="${px(end.x - 3)}" y="${px(end.y - 5)}" text-anchor="end"
          >${label}</text
        >`;
  const stroke = isDotted === true ? ' dotted' : isDashed === true ? ' dashed' : '';
  return html`<path class="line ${inkClass(ink)}${stroke}" d="${path}" />${name}`;
}

function bandPath({ points, ink }: ChartBand, place: Placing): Markup {
  if (points.length === 0) return html``;
  const upper = points.map(({ x, high }) => place({ x, y: high }));
  const lower = points.map(({ x, low }) => place({ x, y: low })).reverse();
  return html`<path class="band ${inkClass(ink)}" d="${pathOf([...upper, ...lower])}Z" />`;
}

/** All marks of a look in one path, but those with a title: ten thousand elements would be slow to show. */
function marksOf(marks: readonly ChartMark[]): Markup {
  const plain = marks.filter(({ title }) => title === undefined);
  const look = marks[0]?.look;
  if (look === undefined) return html``;
  const dots = plain.map(({ x, y }) => `M${px(x)} ${px(y)}h0`).join('');
  const named = marks
    .filter(({ title }) => title !== undefined)
    .map(
      ({ x, y, title }) =>
        html`<path class="dots ${look}" d="M${px(x)} ${px(y)}h0"><title>${title}</title></path>`,
    );
  return html`${dots === '' ? undefined : html`<path class="dots ${look}" d="${dots}" />`}${named}`;
}

function pathOf(points: readonly XY[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
}

function inkClass(ink: Ink): string {
  return `ink-${ink}`;
}

/** Tenths of a pixel: what more digits say nobody sees. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
