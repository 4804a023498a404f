import type { Chart } from 'chart.js';
import { fade } from '../color';
import type { Theme } from '../theme';
import type { Pen, SvgPen } from '../svg-pen';
import { markerOf, markerPath } from '../../../src/core/drawing/marker';
import { MANY_POINTS } from './marker-layer';
import type { PlotPoint } from './picture';

/** The grid and the numbers of a chart's axes, as chart.js has laid them out. */
export function drawAxes(pen: Pen, { scales, chartArea }: Chart<'line'>, theme: Theme): void {
  const [x, y] = [scales['x']!, scales['y']!];
  const ink = theme.highContrast ? theme.foreground : theme.muted;
  const size = Math.max(10, theme.fontSize - 2);
  pen.font = `${size}px ${theme.fontFamily}`;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  for (const [scale, isAcross] of [
    [x, true],
    [y, false],
  ] as const) {
    scale.ticks.forEach(({ label }, i) => {
      const at = scale.getPixelForTick(i);
      pen.strokeStyle = fade(theme.foreground, theme.highContrast ? 0.25 : 0.1);
      pen.beginPath();
      if (isAcross) {
        pen.moveTo(at, chartArea.top);
        pen.lineTo(at, chartArea.bottom + 4);
      } else {
        pen.moveTo(chartArea.left - 4, at);
        pen.lineTo(chartArea.right, at);
      }
      pen.stroke();
      if (typeof label !== 'string' || label === '') return;
      pen.fillStyle = ink;
      pen.textAlign = isAcross ? 'center' : 'right';
      pen.textBaseline = 'middle';
      if (isAcross) pen.fillText(label, at, chartArea.bottom + 6 + size / 2);
      else pen.fillText(label, chartArea.left - 7, at);
    });
  }
}

/** What chart.js draws of its data sets: lines, and bands between two of them. */
export function drawDatasets(pen: Pen, chart: Chart<'line'>): void {
  const [x, y] = [chart.scales['x']!, chart.scales['y']!];
  const pixels = (data: unknown): { x: number; y: number }[] =>
    (data as readonly { x: number; y: number }[]).map((point) => ({
      x: x.getPixelForValue(point.x),
      y: y.getPixelForValue(point.y),
    }));
  chart.data.datasets.forEach((set, i) => {
    const points = pixels(set.data);
    if (points.length === 0) return;
    if (set.fill === '-1') {
      const edge = pixels(chart.data.datasets[i - 1]!.data).reverse();
      trace(pen, [...points, ...edge]);
      pen.fillStyle = set.backgroundColor as string;
      pen.fill();
    }
    if (set.borderWidth === 0) return;
    trace(pen, points);
    pen.strokeStyle = set.borderColor as string;
    pen.lineWidth = set.borderWidth as number;
    pen.setLineDash((set.borderDash as readonly number[] | undefined) ?? []);
    pen.stroke();
    pen.setLineDash([]);
  });
}

/** A line of words below the chart: a file has no page around it that names its axes. @returns where it ends */
export function drawCaption(pen: Pen, text: string, width: number, from: number, theme: Theme): number {
  const size = Math.max(10, theme.fontSize - 1);
  pen.font = `${size}px ${theme.fontFamily}`;
  pen.fillStyle = theme.foreground;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, width / 2, from + size * 0.8, width - 16);
  return Math.ceil(from + size * 1.8);
}

/** How unsure marks are, as bars to both sides. */
export function drawSpreads(
  pen: Pen,
  points: readonly PlotPoint[],
  positionOf: (i: number) => { readonly x: number; readonly y: number },
  chart: Chart<'line'>,
  theme: Theme,
): void {
  const x = chart.scales['x']!;
  pen.beginPath();
  points.forEach(({ x: value, spread }, i) => {
    if (spread === undefined) return;
    const { y } = positionOf(i);
    pen.moveTo(x.getPixelForValue(value - spread), y);
    pen.lineTo(x.getPixelForValue(value + spread), y);
  });
  pen.strokeStyle = fade(theme.foreground, theme.highContrast ? 0.6 : 0.3);
  pen.lineWidth = 1;
  pen.stroke();
}

/** The marks where they are on the page: pale ones first, selected ones last with a ring. */
export function drawMarks(
  pen: SvgPen,
  points: readonly PlotPoint[],
  positionOf: (i: number) => { readonly x: number; readonly y: number },
  selected: ReadonlySet<number>,
  theme: Theme,
): void {
  const isCloud = points.length > MANY_POINTS;
  const rankOf = ({ trial, faint }: PlotPoint): number => (selected.has(trial) ? 2 : faint ? 0 : 1);
  const order = [...points.keys()].sort((a, b) => rankOf(points[a]!) - rankOf(points[b]!) || a - b);
  for (const i of order) {
    const { x, y } = positionOf(i);
    const point = points[i]!;
    if (Number.isNaN(x + y)) continue;
    const rank = rankOf(point);
    if (isCloud && rank === 0) drawSpeck(pen, point, x, y, theme);
    else drawMark(pen, point, x, y, rank === 2 ? 4.5 : points.length > 300 ? 2.8 : 3.6, rank > 0, theme);
    if (rank === 2 && point.ringless !== true) drawRing(pen, x, y, theme);
  }
}

function drawMark(
  pen: SvgPen,
  { trial, infeasible }: PlotPoint,
  x: number,
  y: number,
  size: number,
  isStrong: boolean,
  theme: Theme,
): void {
  const { color, shape } = markerOf(trial);
  const ink = theme.series[color]!;
  if (infeasible === true) {
    pen.fillStyle = 'none';
    pen.strokeStyle = fade(ink, 0.6);
  } else {
    pen.fillStyle = isStrong ? ink : fade(ink, theme.highContrast ? 0.6 : 0.4);
    pen.strokeStyle = isStrong ? fade(theme.background, 0.8) : 'none';
  }
  pen.lineWidth = 0.8;
  pen.shape(markerPath(shape, size), x, y);
}

/** One of very many, that have no colours of their own. */
function drawSpeck(pen: SvgPen, { infeasible }: PlotPoint, x: number, y: number, theme: Theme): void {
  const ink = infeasible === true ? theme.error : theme.foreground;
  pen.fillStyle = fade(ink, theme.highContrast ? 0.4 : 0.2);
  pen.strokeStyle = 'none';
  pen.shape(markerPath('circle', 1.5), x, y);
}

function drawRing(pen: SvgPen, x: number, y: number, theme: Theme): void {
  pen.beginPath();
  pen.arc(x, y, 8);
  pen.strokeStyle = theme.foreground;
  pen.lineWidth = 1.4;
  pen.stroke();
}

function trace(pen: Pen, points: readonly { readonly x: number; readonly y: number }[]): void {
  pen.beginPath();
  points.forEach((point, i) => (i === 0 ? pen.moveTo(point.x, point.y) : pen.lineTo(point.x, point.y)));
}
