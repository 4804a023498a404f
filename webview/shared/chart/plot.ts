import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import type { ChartConfiguration, Plugin } from 'chart.js';
import { fade } from '../color';
import { el, setAttribute, setText } from '../dom';
import { formatTick } from '../format';
import { markerOf } from '../marker';
import type { Theme } from '../theme';
import { MarkerLayer } from './marker-layer';
import type { Axis, PlotLine, PlotPicture, PlotPoint } from './picture';
import { outside, rangeOf } from './range';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

export interface PlotOptions {
  readonly label: string;
  picked(trial: number, add: boolean): void;
  opened(trial: number): void;
  said(sentence: string): void;
}

const EMPTY: PlotPicture = {
  x: { unit: 'count', log: false },
  y: { unit: 'count', log: false },
  lines: [],
  points: [],
  summary: '',
  nothing: '',
};

/**
 * A chart of lines and candidates' markers. chart.js draws axes and lines;
 * markers are copied pictures and, where they are very many, one cloud, so that
 * no mark is left out and none costs a frame. Arrow keys go from mark to mark, Enter selects.
 */
export class Plot {
  readonly element: HTMLElement;
  readonly #canvas = el('canvas', { 'aria-hidden': 'true' });
  readonly #tip = el('div', { class: 'plot-tip', hidden: true });
  readonly #nothing = el('div', { class: 'empty plot-nothing' });
  /** How many marks lie outside; the page places it beside the chart. */
  readonly note = el('div', { class: 'plot-note muted' });
  readonly #chart: Chart<'line'>;
  #theme: Theme;
  readonly #markers: MarkerLayer;
  #picture: PlotPicture = EMPTY;
  #selected: ReadonlySet<number> = new Set();
  #pointed: number | undefined;

  constructor(
    theme: Theme,
    private readonly options: PlotOptions,
  ) {
    this.#theme = theme;
    this.#markers = new MarkerLayer(theme);
    this.element = el(
      'div',
      { class: 'plot', tabindex: 0, role: 'group', 'aria-label': options.label },
      this.#canvas,
      this.#nothing,
      this.#tip,
    );
    this.#chart = new Chart(this.#canvas, this.#configuration());
    this.#listen();
    this.#dress();
  }

  show(picture: PlotPicture): void {
    const pointedTrial = this.#pointed === undefined ? undefined : this.#picture.points[this.#pointed]?.trial;
    this.#picture = picture;
    this.#pointed = undefined;
    if (pointedTrial !== undefined && !this.#tip.hidden) {
      const again = picture.points.findLastIndex(({ trial }) => trial === pointedTrial);
      if (again >= 0) this.#pointed = again;
    }
    const empty = picture.points.length === 0 && picture.lines.length === 0;
    this.#canvas.hidden = empty;
    this.#nothing.hidden = !empty;
    setText(this.#nothing, picture.nothing);
    setAttribute(
      this.element,
      'aria-label',
      `${this.options.label}. ${empty ? picture.nothing : picture.summary}`,
    );
    setAttribute(this.element, 'tabindex', empty ? -1 : 0);
    if (empty) {
      this.#point(undefined);
      setText(this.note, '');
      return;
    }
    this.#chart.data.datasets = picture.lines.map((line) => this.#dataset(line));
    this.#ranges();
    this.#chart.update('none');
    if (this.#pointed === undefined) this.#tip.hidden = true;
    else this.#placeTip();
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    if (this.#picture !== EMPTY) this.#chart.draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#markers.setTheme(theme);
    this.#dress();
    if (this.#picture !== EMPTY) this.show(this.#picture);
  }

  #configuration(): ChartConfiguration<'line'> {
    const markers: Plugin<'line'> = {
      id: 'markers',
      afterDatasetsDraw: () => this.#drawMarkers(),
    };
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
        scales: { x: this.#scale('x'), y: this.#scale('y') },
      },
      plugins: [markers],
    };
  }

  #scale(which: 'x' | 'y') {
    return {
      type: 'linear' as 'linear' | 'logarithmic',
      border: { display: false },
      grid: { tickLength: 4 },
      ticks: {
        maxTicksLimit: which === 'x' ? 6 : 5,
        maxRotation: 0,
        autoSkipPadding: 12,
        includeBounds: false,
        callback: (value: number | string) => this.#tick(this.#picture[which], Number(value)),
      },
    };
  }

  #tick(axis: Axis, value: number): string | null {
    if (axis.whole === true && !Number.isInteger(value)) return null;
    if (axis.log) {
      const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
      if (![1, 2, 5].includes(Math.round(lead * 1e6) / 1e6)) return null;
    }
    return formatTick(axis.unit, value);
  }

  #dress(): void {
    const theme = this.#theme;
    for (const key of ['x', 'y'] as const) {
      const scale = this.#chart.options.scales![key]!;
      const text = theme.highContrast ? theme.foreground : theme.muted;
      const font = { family: theme.fontFamily, size: Math.max(10, theme.fontSize - 2) };
      Object.assign(scale.ticks!, { color: text, font });
      Object.assign(scale.grid!, { color: fade(theme.foreground, theme.highContrast ? 0.25 : 0.1) });
    }
  }

  #ranges(): void {
    const { x, y, points, lines } = this.#picture;
    let off = 0;
    for (const [key, axis] of [
      ['x', x],
      ['y', y],
    ] as const) {
      const marks = points.map((point) => point[key]);
      const ofLines = lines.flatMap((line) => line.points.map((point) => point[key]));
      const scale = this.#chart.options.scales![key]!;
      const range = rangeOf(marks, ofLines, axis.log);
      if (!range) continue;
      Object.assign(scale, { type: axis.log ? 'logarithmic' : 'linear', ...range });
      if (!axis.log) off += outside(marks, range);
    }
    setText(this.note, off === 0 ? '' : `${off} off scale, at the edge`);
  }

  #dataset(line: PlotLine) {
    const color =
      line.color === 'foreground'
        ? this.#theme.foreground
        : this.#theme.series[markerOf(line.color.trial).color]!;
    return {
      data: line.points.map(({ x, y }) => ({ x, y })),
      borderColor: line.color === 'foreground' ? fade(color, this.#theme.highContrast ? 1 : 0.75) : color,
      borderWidth: 1.6,
      borderDash: line.dashed === true ? [4, 3] : [],
      pointRadius: 0,
      pointHitRadius: 0,
      spanGaps: true,
    };
  }

  #drawMarkers(): void {
    const { ctx, chartArea, scales } = this.#chart;
    this.#markers.draw(
      ctx,
      chartArea,
      { x: scales['x']!, y: scales['y']! },
      this.#picture.points,
      this.#selected,
    );
  }

  #listen(): void {
    const at = (event: MouseEvent): number | undefined => {
      const box = this.#canvas.getBoundingClientRect();
      return this.#markers.at(event.clientX - box.left, event.clientY - box.top);
    };
    this.#canvas.addEventListener('pointermove', (event) => this.#point(at(event)));
    this.#canvas.addEventListener('pointerleave', () => this.#point(undefined));
    this.#canvas.addEventListener('click', (event) => {
      const point = this.#picture.points[at(event) ?? -1];
      if (point) this.options.picked(point.trial, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    this.#canvas.addEventListener('dblclick', (event) => {
      const point = this.#picture.points[at(event) ?? -1];
      if (point) this.options.opened(point.trial);
    });
    this.element.addEventListener('blur', () => this.#point(undefined));
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
  }

  #keydown(event: KeyboardEvent): void {
    const { points } = this.#picture;
    if (points.length === 0) return;
    const pointed = this.#pointed === undefined ? undefined : points[this.#pointed];
    if (event.key === 'Escape') this.#point(undefined);
    else if (pointed && (event.key === 'Enter' || event.key === ' ')) {
      this.options.picked(pointed.trial, event.ctrlKey || event.metaKey || event.shiftKey);
    } else {
      const next = this.#step(event.key);
      if (next === undefined) return;
      this.#point(next);
      this.options.said(this.#tipText(points[next]!));
    }
    event.preventDefault();
  }

  /** The next mark in the order of x. */
  #step(key: string): number | undefined {
    const order = this.#picture.points
      .map((_, i) => i)
      .sort((a, b) => this.#picture.points[a]!.x - this.#picture.points[b]!.x);
    const at = this.#pointed === undefined ? -1 : order.indexOf(this.#pointed);
    switch (key) {
      case 'ArrowRight':
        return order[Math.min(order.length - 1, at + 1)];
      case 'ArrowLeft':
        return order[at < 0 ? order.length - 1 : Math.max(0, at - 1)];
      case 'Home':
        return order[0];
      case 'End':
        return order.at(-1);
      default:
        return undefined;
    }
  }

  #tipText(point: PlotPoint): string {
    return `Trial ${point.trial}: ${point.text()}`;
  }

  #point(index: number | undefined): void {
    this.#pointed = index;
    this.#canvas.style.cursor = index === undefined ? '' : 'pointer';
    this.#tip.hidden = index === undefined;
    if (index !== undefined) this.#placeTip();
  }

  #placeTip(): void {
    const point = this.#picture.points[this.#pointed ?? -1];
    if (!point) return;
    setText(this.#tip, this.#tipText(point));
    const { x, y } = this.#markers.position(this.#pointed!);
    const left = Math.max(
      2,
      Math.min(this.element.clientWidth - this.#tip.offsetWidth - 2, x - this.#tip.offsetWidth / 2),
    );
    const above = y - this.#tip.offsetHeight - 10;
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${above < 0 ? y + 12 : above}px`;
  }
}
