import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { fade } from '../color';
import { formatTick } from '../../../src/core/drawing/format';
import { markerOf } from '../../../src/core/drawing/marker';
import type { Theme } from '../theme';
import type { Axis, PlotLine, PlotPicture, PlotZoom } from './picture';
import { outside, rangeOf } from './range';

/** What chart.js is told once. @param drawMarks is called on top of the lines */
export function plotConfiguration(
  picture: () => PlotPicture,
  drawMarks: () => void,
): ChartConfiguration<'line'> {
  const markers: Plugin<'line'> = { id: 'markers', afterDatasetsDraw: drawMarks };
  const scale = (which: 'x' | 'y') => ({
    type: 'linear' as 'linear' | 'logarithmic',
    border: { display: false },
    grid: { tickLength: 4 },
    ticks: {
      maxTicksLimit: which === 'x' ? 6 : 5,
      maxRotation: 0,
      autoSkipPadding: 12,
      includeBounds: false,
      callback: (value: number | string) => tick(picture()[which], Number(value)),
    },
  });
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 6, right: 10 } },
      scales: { x: scale('x'), y: scale('y') },
    },
    plugins: [markers],
  };
}

function tick(axis: Axis, value: number): string | null {
  if (axis.whole === true && !Number.isInteger(value)) return null;
  if (axis.log) {
    const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
    if (![1, 2, 5].includes(Math.round(lead * 1e6) / 1e6)) return null;
  }
  return formatTick(axis.unit, value);
}

/** Gives the axes the theme's colours. */
export function dressAxes(chart: Chart<'line'>, theme: Theme): void {
  for (const key of ['x', 'y'] as const) {
    const scale = chart.options.scales![key]!;
    const color = theme.highContrast ? theme.foreground : theme.muted;
    const font = { family: theme.fontFamily, size: Math.max(10, theme.fontSize - 2) };
    Object.assign(scale.ticks!, { color, font });
    Object.assign(scale.grid!, { color: fade(theme.foreground, theme.highContrast ? 0.25 : 0.1) });
  }
}

/** Sets the ends of the axes. @returns how many marks lie outside of them */
export function setRanges(chart: Chart<'line'>, picture: PlotPicture, zoom: PlotZoom | undefined): number {
  let off = 0;
  for (const key of ['x', 'y'] as const) {
    const axis = picture[key];
    const marks = picture.points.map((point) => point[key]);
    const ofLines = picture.lines.flatMap((line) => line.points.map((point) => point[key]));
    const range = zoom?.[key] ?? rangeOf(marks, ofLines, axis.log);
    if (!range) continue;
    Object.assign(chart.options.scales![key]!, { type: axis.log ? 'logarithmic' : 'linear', ...range });
    if (!axis.log) off += outside(marks, range);
  }
  return off;
}

export function datasetOf(line: PlotLine, theme: Theme) {
  const isSummary = line.color === 'foreground';
  const color =
    line.color === 'foreground' ? theme.foreground : theme.series[markerOf(line.color.trial).color]!;
  const strength = line.pale === true ? (theme.highContrast ? 0.6 : 0.3) : theme.highContrast ? 1 : 0.75;
  return {
    data: line.points.map(({ x, y }) => ({ x, y })),
    borderColor: isSummary ? fade(color, strength) : color,
    borderWidth: line.thin === true ? 1 : 1.6,
    borderDash: line.dashed === true ? [4, 3] : [],
    pointRadius: 0,
    pointHitRadius: 0,
    spanGaps: true,
  };
}
