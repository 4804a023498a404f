import * as l10n from '@vscode/l10n';
import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import { el, setAttribute, setText } from '../dom';
import type { Theme } from '../theme';
import { standalone } from '../dag/dag-svg';
import { SvgPen } from '../svg-pen';
import { Brush } from './brush';
import { drawAxes, drawCaption, drawDatasets, drawMarks, drawSpreads } from './chart-svg';
import { MarkerLayer } from './marker-layer';
import type { PlotPicture, PlotPoint, PlotZoom } from './picture';
import { datasetOf, dressAxes, plotConfiguration, setRanges } from './plot-look';
import { orderByX, stepInOrder } from './walk';
import { moved, movedTo, zoomed } from './zoom';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

export interface PlotOptions {
  readonly label: string;
  /** By a click, a key or a rectangle; the last is the one that is meant most. */
  picked(trials: readonly number[], how: 'only' | 'toggle' | 'add'): void;
  opened(trial: number): void;
  said(sentence: string): void;
  /** Escape. */
  cleared(): void;
  /** `undefined` shows everything. */
  zoomed(zoom: PlotZoom | undefined): void;
}

const EMPTY: PlotPicture = {
  x: { unit: 'count', log: false },
  y: { unit: 'count', log: false },
  lines: [],
  points: [],
  summary: '',
  nothing: '',
};

const ZOOM_STEP = 0.75;
/** Of what is shown. */
const PAN_STEP = 0.2;

/**
 * A chart of lines and candidates' markers. chart.js draws axes and lines;
 * markers are copied pictures and, where they are very many, one cloud, so that
 * no mark is left out and none costs a frame. Arrow keys go from mark to mark,
 * Enter selects; a dragged rectangle selects what lies in it.
 */
export class Plot {
  readonly element: HTMLElement;
  /** How many marks lie outside; the page places it beside the chart. */
  readonly note = el('div', { class: 'plot-note muted' });
  readonly #canvas = el('canvas', { 'aria-hidden': 'true' });
  readonly #tip = el('div', { class: 'plot-tip', hidden: true });
  readonly #nothing = el('div', { class: 'empty plot-nothing' });
  readonly #chart: Chart<'line'>;
  readonly #brush: Brush;
  readonly #markers: MarkerLayer;
  #theme: Theme;
  #picture: PlotPicture = EMPTY;
  #zoom: PlotZoom | undefined;
  #selected: ReadonlySet<number> = new Set();
  #pointed: number | undefined;
  /** Where a range that grows with Shift began. */
  #anchor: number | undefined;

  constructor(
    theme: Theme,
    private readonly options: PlotOptions,
  ) {
    this.#theme = theme;
    this.#markers = new MarkerLayer(theme);
    this.#brush = new Brush(this.#canvas, (box, add) => {
      const trials = this.#markers.inside(box);
      if (trials.length > 0) options.picked(trials, add ? 'add' : 'only');
      else if (!add) options.cleared();
    });
    this.element = el(
      'div',
      { class: 'plot', tabindex: 0, role: 'group', 'aria-label': options.label },
      this.#canvas,
      this.#brush.element,
      this.#nothing,
      this.#tip,
    );
    this.#chart = new Chart(
      this.#canvas,
      plotConfiguration(
        () => this.#picture,
        () => this.#drawMarkers(),
      ),
    );
    this.#listen();
    dressAxes(this.#chart, theme);
  }

  /** @param zoom a part to show instead of everything */
  show(picture: PlotPicture, zoom?: PlotZoom): void {
    // Pictures are values.
    if (picture === this.#picture && zoom === this.#zoom) return;
    this.#show(picture, zoom);
  }

  #show(picture: PlotPicture, zoom: PlotZoom | undefined): void {
    if (picture !== this.#picture) this.#pointed = this.#pointedIn(picture);
    this.#picture = picture;
    this.#zoom = zoom;
    const empty = picture.points.length === 0 && picture.lines.length === 0;
    this.#canvas.hidden = empty;
    this.#nothing.hidden = !empty;
    setText(this.#nothing, picture.nothing);
    const label = `${this.options.label}. ${empty ? picture.nothing : picture.summary}`;
    setAttribute(this.element, 'aria-label', label);
    setAttribute(this.element, 'tabindex', empty ? -1 : 0);
    if (empty) {
      this.#point(undefined);
      setText(this.note, '');
      return;
    }
    this.#chart.data.datasets = picture.lines.map((line) => datasetOf(line, this.#theme));
    const off = setRanges(this.#chart, picture, zoom);
    setText(this.note, [noteText(zoom !== undefined, off), picture.note].filter(Boolean).join('; '));
    this.#chart.update('none');
    if (this.#pointed === undefined) this.#tip.hidden = true;
    else this.#placeTip();
  }

  /** The mark that is pointed at, in another picture of the same trials. */
  #pointedIn({ points }: PlotPicture): number | undefined {
    const trial = this.#picture.points[this.#pointed ?? -1]?.trial;
    const again = points.findLastIndex((point) => point.trial === trial);
    return again < 0 ? undefined : again;
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    if (this.#picture !== EMPTY) this.#chart.draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#markers.setTheme(theme);
    dressAxes(this.#chart, theme);
    if (this.#picture !== EMPTY) this.#show(this.#picture, this.#zoom);
  }

  /** A file of its own, with the theme's colours; `undefined` while there is nothing to see. */
  toSvg(): string | undefined {
    if (this.#canvas.hidden || this.#picture === EMPTY) return undefined;
    const { width, height, chartArea } = this.#chart;
    const { left, top } = chartArea;
    const { points, summary } = this.#picture;
    const pen = new SvgPen();
    const positionOf = (i: number) => this.#markers.position(i);
    drawAxes(pen, this.#chart, this.#theme);
    pen.clipped(left, top, chartArea.width, chartArea.height, () => {
      drawDatasets(pen, this.#chart);
      drawSpreads(pen, points, positionOf, this.#chart, this.#theme);
    });
    drawMarks(pen, points, positionOf, this.#selected, this.#theme);
    const caption = /^.*?[.:](?=\s|$)/.exec(summary)?.[0].slice(0, -1) ?? this.options.label;
    const below = drawCaption(pen, caption, width, height, this.#theme);
    return standalone(Math.ceil(width), below, this.#theme, `${this.options.label}. ${summary}`, pen.markup);
  }

  #drawMarkers(): void {
    const { ctx, chartArea, scales } = this.#chart;
    this.#markers.draw(
      ctx,
      chartArea,
      { x: scales['x']!, y: scales['y']! },
      this.#picture.points,
      this.#selected,
      this.#zoom !== undefined,
    );
  }

  #listen(): void {
    const canvas = this.#canvas;
    const at = (event: MouseEvent): number | undefined => {
      const box = canvas.getBoundingClientRect();
      return this.#markers.at(event.clientX - box.left, event.clientY - box.top);
    };
    canvas.addEventListener('pointermove', (event) =>
      this.#point(this.#brush.isActive ? undefined : at(event)),
    );
    canvas.addEventListener('pointerleave', () => this.#point(undefined));
    canvas.addEventListener('click', (event) => {
      const point = this.#picture.points[at(event) ?? -1];
      const add = event.ctrlKey || event.metaKey || event.shiftKey;
      if (point) this.options.picked([point.trial], add ? 'toggle' : 'only');
    });
    canvas.addEventListener('dblclick', (event) => {
      const point = this.#picture.points[at(event) ?? -1];
      if (point) this.options.opened(point.trial);
      else if (this.#zoom) this.#zoomTo(undefined);
    });
    // Without Ctrl the page scrolls; a pinch on a touchpad comes with it.
    canvas.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const box = canvas.getBoundingClientRect();
        this.#zoomBy(Math.exp(event.deltaY * 0.002), event.clientX - box.left, event.clientY - box.top);
      },
      { passive: false },
    );
    this.element.addEventListener('blur', () => this.#point(undefined));
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
  }

  /** @param x, y the pixels that stay where they are; the middle or the pointed mark without them */
  #zoomBy(factor: number, x?: number, y?: number): void {
    const { chartArea, scales } = this.#chart;
    const [sx, sy] = [scales['x']!, scales['y']!];
    const shown = this.#zoom ?? { x: { min: sx.min, max: sx.max }, y: { min: sy.min, max: sy.max } };
    const pointed = this.#pointed === undefined ? undefined : this.#markers.position(this.#pointed);
    const mark = pointed && !Number.isNaN(pointed.x + pointed.y) ? pointed : undefined;
    const px = x ?? mark?.x ?? (chartArea.left + chartArea.right) / 2;
    const py = y ?? mark?.y ?? (chartArea.top + chartArea.bottom) / 2;
    const acrossX = (px - chartArea.left) / (chartArea.right - chartArea.left);
    const acrossY = (chartArea.bottom - py) / (chartArea.bottom - chartArea.top);
    this.#zoomTo({
      x: zoomed(shown.x, acrossX, factor, this.#picture.x.log),
      y: zoomed(shown.y, acrossY, factor, this.#picture.y.log),
    });
  }

  /** At once: the next key or turn of the wheel goes on from here, and the page's next drawing may be a moment away. */
  #zoomTo(zoom: PlotZoom | undefined): void {
    this.#show(this.#picture, zoom);
    this.options.zoomed(zoom);
  }

  /** A mark outside of the part that is shown brings the part along. */
  #bringIntoSight({ x, y }: PlotPoint): void {
    if (!this.#zoom) return;
    const zoom = {
      x: movedTo(this.#zoom.x, x, this.#picture.x.log),
      y: movedTo(this.#zoom.y, y, this.#picture.y.log),
    };
    if (zoom.x !== this.#zoom.x || zoom.y !== this.#zoom.y) this.#zoomTo(zoom);
  }

  #keydown(event: KeyboardEvent): void {
    if (this.#picture.points.length === 0) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const isTaken =
      this.#selectKey(event, ctrl) ||
      (ctrl && this.#panKey(event.key)) ||
      (!ctrl && !event.altKey && (this.#zoomKey(event.key) || this.#walk(event)));
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #selectKey({ key, shiftKey }: KeyboardEvent, ctrl: boolean): boolean {
    const { points } = this.#picture;
    const pointed = points[this.#pointed ?? -1];
    if (key === 'Escape') this.#escape();
    else if (key === 'a' && ctrl) this.options.picked([...new Set(points.map(({ trial }) => trial))], 'only');
    else if (pointed && (key === 'Enter' || key === ' ')) {
      this.#anchor = this.#pointed;
      this.options.picked([pointed.trial], ctrl || shiftKey ? 'toggle' : 'only');
    } else return false;
    return true;
  }

  #zoomKey(key: string): boolean {
    if (key === '+' || key === '=') this.#zoomBy(ZOOM_STEP);
    else if (key === '-') this.#zoomBy(1 / ZOOM_STEP);
    else if (key === '0') this.#zoomTo(undefined);
    else return false;
    return true;
  }

  #panKey(key: string): boolean {
    if (!this.#zoom) return false;
    const { x, y } = this.#zoom;
    if (key === 'ArrowLeft') this.#zoomTo({ x: moved(x, -PAN_STEP, this.#picture.x.log), y });
    else if (key === 'ArrowRight') this.#zoomTo({ x: moved(x, PAN_STEP, this.#picture.x.log), y });
    else if (key === 'ArrowDown') this.#zoomTo({ x, y: moved(y, -PAN_STEP, this.#picture.y.log) });
    else if (key === 'ArrowUp') this.#zoomTo({ x, y: moved(y, PAN_STEP, this.#picture.y.log) });
    else return false;
    return true;
  }

  #escape(): void {
    if (this.#brush.isActive) this.#brush.cancel();
    else {
      this.#point(undefined);
      this.#anchor = undefined;
      this.options.cleared();
    }
  }

  /** From mark to mark in the order of x; with Shift all on the way are selected. */
  #walk({ key, shiftKey }: KeyboardEvent): boolean {
    const { points } = this.#picture;
    const order = orderByX(points);
    const next = stepInOrder(key, order, this.#pointed);
    if (next === undefined) return false;
    if (shiftKey) {
      this.#anchor ??= this.#pointed ?? next;
      const from = order.indexOf(this.#anchor);
      const to = order.indexOf(next);
      const way = order.slice(Math.min(from, to), Math.max(from, to) + 1).map((i) => points[i]!.trial);
      this.options.picked([...new Set(from <= to ? way : way.reverse())], 'only');
    } else this.#anchor = undefined;
    this.#bringIntoSight(points[next]!);
    this.#point(next);
    this.options.said(tipText(points[next]!));
    return true;
  }

  #point(index: number | undefined): void {
    this.#pointed = index;
    this.#canvas.style.cursor = index === undefined ? '' : 'pointer';
    if (index === undefined) this.#tip.hidden = true;
    else this.#placeTip();
  }

  #placeTip(): void {
    const point = this.#picture.points[this.#pointed ?? -1];
    const { x, y } = this.#markers.position(this.#pointed ?? -1);
    this.#tip.hidden = !point || Number.isNaN(x + y);
    if (!point || this.#tip.hidden) return;
    setText(this.#tip, tipText(point));
    const { offsetWidth, offsetHeight } = this.#tip;
    const left = Math.max(2, Math.min(this.element.clientWidth - offsetWidth - 2, x - offsetWidth / 2));
    const above = y - offsetHeight - 10;
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${above < 0 ? y + 12 : above}px`;
  }
}

function noteText(isZoomed: boolean, off: number): string {
  if (isZoomed) return l10n.t('Zoomed in, 0 shows all');
  return off === 0 ? '' : l10n.t('{0} off scale, at the edge', off);
}

function tipText(point: PlotPoint): string {
  return l10n.t('Trial {0}: {1}', point.trial, point.text());
}
