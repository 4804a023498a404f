import * as l10n from '@vscode/l10n';
import { nearest } from '../shared/chart/nearest';
import { standalone } from '../shared/dag/dag-svg';
import { el } from '../shared/dom';
import { SvgPen } from '../shared/svg-pen';
import type { Pen } from '../shared/svg-pen';
import { markerOf } from '../../src/core/drawing/marker';
import type { Theme } from '../shared/theme';
import { paleLine, scaleColors, scaleStep } from './heat-colors';
import type { LineagePicture } from './lineage-model';
import type { LineageZoom } from './ui-state';

/** The drawing lies in a unit square; this is how the square lies in the window, axis by axis. */
interface View {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
}

const MARGIN = { side: 28, top: 16, bottom: 30 };
const REACH = 10;
const LARGEST_ZOOM = 400;

/** The tree of descent: generations from left to right. Thousands of nodes are drawn in one go, and only those in sight. */
export class LineageCanvas {
  readonly element: HTMLElement;
  readonly #canvas = el('canvas', { 'aria-hidden': 'true' });
  #theme: Theme;
  #picture: LineagePicture | undefined;
  #selected: ReadonlySet<number> = new Set();
  #pointed: number | undefined;
  #zoom = 1;
  #pan = { x: 0, y: 0 };
  #xs = new Float64Array(0);
  #ys = new Float64Array(0);
  #frame = 0;

  /** @param looked a person has zoomed or moved */
  constructor(
    theme: Theme,
    private readonly looked: (zoom: LineageZoom) => void,
  ) {
    this.#theme = theme;
    this.element = el('div', { class: 'lineage-canvas' }, this.#canvas);
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(picture: LineagePicture): void {
    this.#picture = picture;
    this.draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.draw();
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    this.draw();
  }

  point(trial: number | undefined): void {
    if (trial === this.#pointed) return;
    this.#pointed = trial;
    this.draw();
  }

  get pointed(): number | undefined {
    return this.#pointed;
  }

  /** The node near a place of the canvas. */
  at(x: number, y: number): number | undefined {
    return nearest(this.#xs, this.#ys, x, y, REACH);
  }

  position(trial: number): { readonly x: number; readonly y: number } {
    return { x: this.#xs[trial] ?? 0, y: this.#ys[trial] ?? 0 };
  }

  fit(): void {
    this.#zoom = 1;
    this.#pan = { x: 0, y: 0 };
    this.#look();
  }

  /** Shows what was in sight when `looked` told it. */
  look({ zoom, x, y }: LineageZoom): void {
    const { clientWidth, clientHeight } = this.element;
    this.#zoom = zoom;
    this.#pan = { x: x * clientWidth, y: y * clientHeight };
    this.draw();
  }

  #look(): void {
    const { clientWidth, clientHeight } = this.element;
    const { x, y } = this.#pan;
    this.looked({ zoom: this.#zoom, x: x / Math.max(1, clientWidth), y: y / Math.max(1, clientHeight) });
    this.draw();
  }

  /** The point at (x, y) of the canvas stays where it is. */
  zoomAt(factor: number, x: number, y: number): void {
    const zoom = Math.max(1, Math.min(LARGEST_ZOOM, this.#zoom * factor));
    const applied = zoom / this.#zoom;
    this.#pan = {
      x: x - MARGIN.side - (x - MARGIN.side - this.#pan.x) * applied,
      y: y - MARGIN.top - (y - MARGIN.top - this.#pan.y) * applied,
    };
    this.#zoom = zoom;
    this.#look();
  }

  panBy(dx: number, dy: number): void {
    this.#pan = { x: this.#pan.x + dx, y: this.#pan.y + dy };
    this.#look();
  }

  /** Pans so far that the node is in sight. */
  reveal(trial: number): void {
    const { x, y } = this.position(trial);
    const { clientWidth: width, clientHeight: height } = this.element;
    const shift = (value: number, size: number): number =>
      value < 24 ? 24 - value : value > size - 40 ? size - 40 - value : 0;
    this.panBy(shift(x, width), shift(y, height));
  }

  draw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#drawNow();
    });
  }

  #drawNow(): void {
    const picture = this.#picture;
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!picture || width === 0 || height === 0) return;
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const context = this.#canvas.getContext('2d')!;
    context.scale(ratio, ratio);
    this.#paint(context, picture, width, height, this.#pointed);
  }

  /** What is in sight as a file of its own, with the theme's colours. */
  toSvg(): string | undefined {
    const picture = this.#picture;
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!picture || width === 0 || height === 0) return undefined;
    const pen = new SvgPen();
    pen.clipped(0, 0, width, height, () => this.#paint(pen, picture, width, height, undefined));
    return standalone(width, height, this.#theme, l10n.t('Lineage'), pen.markup);
  }

  #paint(
    context: Pen,
    picture: LineagePicture,
    width: number,
    height: number,
    pointed: number | undefined,
  ): void {
    this.#place(picture, width, height);
    this.#drawEdges(context, picture, width, height);
    this.#drawBestLine(context, picture);
    this.#drawNodes(context, picture, width, height, pointed);
    this.#drawGenerations(context, picture, width, height);
  }

  #view({ layout }: LineagePicture, width: number, height: number): View {
    return {
      scaleX: (this.#zoom * (width - 2 * MARGIN.side)) / Math.max(1, layout.nGenerations - 1),
      scaleY: (this.#zoom * (height - MARGIN.top - MARGIN.bottom)) / Math.max(1, layout.nRows - 1),
      x: MARGIN.side + this.#pan.x,
      y: MARGIN.top + this.#pan.y,
    };
  }

  #place(picture: LineagePicture, width: number, height: number): void {
    const view = this.#view(picture, width, height);
    const { generations, rows } = picture.layout;
    if (this.#xs.length !== rows.length) {
      this.#xs = new Float64Array(rows.length);
      this.#ys = new Float64Array(rows.length);
    }
    for (let trial = 0; trial < rows.length; trial++) {
      this.#xs[trial] = view.x + generations[trial]! * view.scaleX;
      this.#ys[trial] = view.y + rows[trial]! * view.scaleY;
    }
  }

  #drawEdges(context: Pen, picture: LineagePicture, width: number, height: number): void {
    const n = picture.trials.length;
    for (const isFirst of [false, true]) {
      context.beginPath();
      for (const { trial, parents } of picture.trials) {
        parents.forEach((parent, i) => {
          if ((i === 0) === isFirst && this.#isNear(parent, trial, width, height))
            this.#edge(context, parent, trial);
        });
      }
      context.strokeStyle = paleLine(this.#theme, isFirst ? (n > 2000 ? 0.15 : 0.35) : 0.12);
      context.lineWidth = 1;
      // Of several parents the first one places the child: the others are dashed.
      context.setLineDash(isFirst ? [] : [2, 3]);
      context.stroke();
    }
    context.setLineDash([]);
  }

  #isNear(a: number, b: number, width: number, height: number): boolean {
    const outside = (one: number, other: number, size: number): boolean =>
      (one < 0 && other < 0) || (one > size && other > size);
    return !outside(this.#xs[a]!, this.#xs[b]!, width) && !outside(this.#ys[a]!, this.#ys[b]!, height);
  }

  #edge(context: Pen, from: number, to: number): void {
    const x = this.#xs[from]!;
    const middle = (x + this.#xs[to]!) / 2;
    context.moveTo(x, this.#ys[from]!);
    context.bezierCurveTo(middle, this.#ys[from]!, middle, this.#ys[to]!, this.#xs[to]!, this.#ys[to]!);
  }

  #drawBestLine(context: Pen, { bestLine }: LineagePicture): void {
    context.beginPath();
    bestLine.slice(1).forEach((trial, i) => this.#edge(context, bestLine[i]!, trial));
    context.strokeStyle = this.#theme.foreground;
    context.lineWidth = 2;
    context.stroke();
  }

  #drawNodes(
    context: Pen,
    picture: LineagePicture,
    width: number,
    height: number,
    pointed: number | undefined,
  ): void {
    const colors = scaleColors(this.#theme);
    const n = picture.trials.length;
    const radius = Math.max(1.6, Math.min(5, 1.6 + (1.2 * Math.sqrt(this.#zoom) * 300) / (n + 100)));
    const buckets: number[][] = colors.map(() => []);
    const unmeasured: number[] = [];
    for (let trial = 0; trial < n; trial++) {
      const isIn =
        this.#xs[trial]! > -6 &&
        this.#xs[trial]! < width + 6 &&
        this.#ys[trial]! > -6 &&
        this.#ys[trial]! < height + 6;
      if (!isIn) continue;
      const goodness = picture.goodness[trial]!;
      (Number.isNaN(goodness) ? unmeasured : buckets[scaleStep(goodness)]!).push(trial);
    }
    const dots = (trials: readonly number[]): void => {
      context.beginPath();
      for (const trial of trials) {
        context.moveTo(this.#xs[trial]! + radius, this.#ys[trial]!);
        context.arc(this.#xs[trial]!, this.#ys[trial]!, radius, 0, 2 * Math.PI);
      }
    };
    context.lineWidth = 1;
    dots(unmeasured);
    context.fillStyle = this.#theme.background;
    context.fill();
    context.strokeStyle = paleLine(this.#theme, 0.5);
    context.stroke();
    buckets.forEach((trials, i) => {
      dots(trials);
      context.fillStyle = colors[i]!;
      context.fill();
    });
    for (const trial of this.#selected)
      this.#ring(context, trial, this.#theme.series[markerOf(trial).color]!, radius);
    const best = picture.bestLine.at(-1);
    if (best !== undefined) this.#ring(context, best, this.#theme.foreground, radius + 2);
    if (pointed !== undefined) this.#ring(context, pointed, this.#theme.focus, radius + 4);
  }

  #ring(context: Pen, trial: number, color: string, radius: number): void {
    context.beginPath();
    context.arc(this.#xs[trial]!, this.#ys[trial]!, radius + 2.5, 0, 2 * Math.PI);
    context.strokeStyle = color;
    context.lineWidth = 2;
    context.stroke();
  }

  #drawGenerations(context: Pen, picture: LineagePicture, width: number, height: number): void {
    const view = this.#view(picture, width, height);
    context.font = `${Math.max(10, this.#theme.fontSize - 2)}px ${this.#theme.fontFamily}`;
    context.fillStyle = this.#theme.highContrast ? this.#theme.foreground : this.#theme.muted;
    context.textAlign = 'center';
    const every = Math.max(1, Math.ceil(44 / Math.max(1e-6, view.scaleX)));
    for (let generation = 0; generation < picture.layout.nGenerations; generation += every) {
      const x = view.x + generation * view.scaleX;
      if (x >= 0 && x <= width) context.fillText(String(generation), x, height - 8);
    }
  }
}
