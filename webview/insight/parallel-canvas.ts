import * as l10n from '@vscode/l10n';
import { fade } from '../shared/color';
import { el, setAttribute } from '../shared/dom';
import { markerOf } from '../../src/core/drawing/marker';
import type { Theme } from '../shared/theme';
import { paleLine, scaleColors, scaleStep } from './heat-colors';
import { OFF } from '../../src/core/report/parallel-axes';
import type { ParallelAxis } from '../../src/core/report/parallel-axes';
import type { ParallelPicture } from './parallel-model';
import { LineService } from './line-service';
import { drawLines } from './parallel-lines';
import type { LineGroup, LinesPicture } from './parallel-lines';
import { standalone } from '../shared/dag/dag-svg';
import { SvgPen } from '../shared/svg-pen';
import type { Pen } from '../shared/svg-pen';
import type { Brush } from './ui-state';

/** Room above and below the axes, and beside the outermost, in CSS pixels. */
const MARGIN = { top: 10, bottom: 30, side: 56 };
/** Axes are at least so far apart: what does not fit is scrolled to. */
const NARROWEST = 84;
const HEIGHT = 380;
/** How near to a line, and to an axis, a pointer means it. */
const REACH = 7;
export const AXIS_REACH = 12;

/**
 * The lines of parallel coordinates on two canvases: all lines, drawn by a worker and shown when they are whole, and over
 * them the axes, the brushes and the selected lines.
 */
export class ParallelCanvas {
  readonly element: HTMLElement;
  readonly #lines = el('canvas', { 'aria-hidden': 'true' });
  readonly #over = el('canvas', { 'aria-hidden': 'true' });
  #theme: Theme;
  #picture: ParallelPicture | undefined;
  #kept: Uint8Array = new Uint8Array(0);
  #brushes: Readonly<Record<string, Brush>> = {};
  #selected: ReadonlySet<number> = new Set();
  #pointed: number | undefined;
  #width = 0;
  readonly #service = new LineService((bitmap, isNewest) => {
    this.#showLines(bitmap);
    if (isNewest) setAttribute(this.element, 'aria-busy', 'false');
  });
  #drawnTheme: Theme | undefined;

  constructor(theme: Theme) {
    this.#theme = theme;
    this.element = el('div', { class: 'parallel-canvas' }, this.#lines, this.#over);
    this.element.style.height = `${HEIGHT}px`;
  }

  /** @param available CSS pixels; more are taken where axes need them */
  show(
    picture: ParallelPicture,
    kept: Uint8Array,
    brushes: Readonly<Record<string, Brush>>,
    available: number,
  ): void {
    const width = Math.max(available, 2 * MARGIN.side + NARROWEST * (picture.axes.length - 1));
    const isSame =
      picture === this.#picture &&
      kept === this.#kept &&
      width === this.#width &&
      this.#theme === this.#drawnTheme;
    this.#picture = picture;
    this.#kept = kept;
    this.#brushes = brushes;
    this.#width = width;
    if (!isSame) this.#drawLines();
    this.#drawOver();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    this.#drawOver();
  }

  point(row: number | undefined): void {
    if (row === this.#pointed) return;
    this.#pointed = row;
    this.#drawOver();
  }

  get width(): number {
    return this.#width;
  }

  axisX(i: number): number {
    const n = this.#picture?.axes.length ?? 1;
    return n < 2 ? this.#width / 2 : MARGIN.side + (i * (this.#width - 2 * MARGIN.side)) / (n - 1);
  }

  y(place: number): number {
    return HEIGHT - MARGIN.bottom - place * (HEIGHT - MARGIN.top - MARGIN.bottom);
  }

  /** The place on an axis at a height of the canvas. */
  place(y: number): number {
    return Math.max(0, Math.min(1, (HEIGHT - MARGIN.bottom - y) / (HEIGHT - MARGIN.top - MARGIN.bottom)));
  }

  /** The axis near x. */
  axisAt(x: number): number | undefined {
    const n = this.#picture?.axes.length ?? 0;
    for (let i = 0; i < n; i++) if (Math.abs(this.axisX(i) - x) <= AXIS_REACH) return i;
    return undefined;
  }

  /** The row of the kept line nearest to a point. */
  rowAt(x: number, y: number): number | undefined {
    const picture = this.#picture;
    if (!picture) return undefined;
    const right = picture.axes.findIndex((_, i) => this.axisX(i) >= x);
    if (right < 1) return undefined;
    const share = (x - this.axisX(right - 1)) / (this.axisX(right) - this.axisX(right - 1));
    const from = picture.axes[right - 1]!.places;
    const to = picture.axes[right]!.places;
    let best: number | undefined;
    let least = REACH;
    for (let row = 0; row < picture.trials.length; row++) {
      if (this.#kept[row] === 0) continue;
      const distance = Math.abs(this.y(from[row]! + share * (to[row]! - from[row]!)) - y);
      if (distance < least) [least, best] = [distance, row];
    }
    return best;
  }

  /** What the lines are made of; also what is saved as SVG. */
  lines(): LinesPicture {
    const { axes } = this.#picture!;
    return {
      width: this.#width,
      height: HEIGHT,
      xs: axes.map((_, i) => this.axisX(i)),
      ys: axes.map(({ places }) => Float32Array.from(places, (place) => this.y(place))),
      groups: this.#groups(),
    };
  }

  /** A file of its own, with the theme's colours and the titles that the page writes above the axes. */
  toSvg(): string {
    const picture = this.#picture!;
    const pen = new SvgPen();
    drawLines(pen, this.lines());
    this.#paintOver(pen, picture, undefined);
    const titles = new SvgPen();
    titles.font = `${this.#theme.fontSize}px ${this.#theme.fontFamily}`;
    titles.fillStyle = this.#theme.foreground;
    titles.textAlign = 'center';
    const lineHeight = this.#theme.fontSize * 1.25;
    const broken = picture.axes.map(({ title, isLog }) =>
      wrapped(isLog ? l10n.t('{0} (log)', title) : title),
    );
    const most = broken.reduce((longest, lines) => Math.max(longest, lines.length), 1);
    broken.forEach((lines, i) =>
      lines.forEach((line, l) =>
        titles.fillText(line, this.axisX(i), (most - lines.length + l + 1) * lineHeight, NARROWEST + 16),
      ),
    );
    const above = Math.ceil(most * lineHeight + 8);
    const lines = `<g transform="translate(0 ${above})">${pen.markup}</g>`;
    return standalone(
      this.#width,
      HEIGHT + above,
      this.#theme,
      l10n.t('Parallel coordinates'),
      titles.markup + lines,
    );
  }

  #drawLines(): void {
    this.#drawnTheme = this.#theme;
    setAttribute(this.element, 'aria-busy', 'true');
    this.#service.draw(this.lines(), devicePixelRatio);
  }

  #showLines(bitmap: ImageBitmap): void {
    const context = this.#lines.getContext('bitmaprenderer')!;
    this.#lines.width = bitmap.width;
    this.#lines.height = bitmap.height;
    this.#lines.style.width = `${this.#width}px`;
    this.#lines.style.height = `${HEIGHT}px`;
    context.transferFromImageBitmap(bitmap);
  }

  /** Pale lines first, then the kept ones from bad to good. */
  #groups(): LineGroup[] {
    const picture = this.#picture!;
    const colors = scaleColors(this.#theme);
    const pale: number[] = [];
    const buckets: number[][] = colors.map(() => []);
    for (let row = 0; row < picture.trials.length; row++) {
      if (this.#kept[row] === 0) pale.push(row);
      else buckets[scaleStep(picture.goodness[row]!)]!.push(row);
    }
    const n = picture.trials.length;
    const alpha = n > 3000 ? 0.06 : n > 500 ? 0.3 : 0.65;
    return [
      { style: paleLine(this.#theme, n > 3000 ? 0.02 : 0.07), rows: Uint32Array.from(pale) },
      ...buckets.map((rows, i) => ({ style: fade(colors[i]!, alpha), rows: Uint32Array.from(rows) })),
    ].filter(({ rows }) => rows.length > 0);
  }

  #drawOver(): void {
    const picture = this.#picture;
    if (!picture) return;
    this.#paintOver(this.#prepare(this.#over), picture, this.#pointed);
  }

  /** The axes, and the lines that stand out. */
  #paintOver(context: Pen, picture: ParallelPicture, pointed: number | undefined): void {
    picture.trials.forEach(({ trial }, row) => {
      if (!this.#selected.has(trial) && row !== pointed) return;
      context.strokeStyle =
        row === pointed ? this.#theme.foreground : this.#theme.series[markerOf(trial).color]!;
      context.lineWidth = row === pointed ? 1.5 : 2.5;
      context.beginPath();
      this.#trace(context, row);
      context.stroke();
    });
    // Above the lines, so that the numbers can be read.
    picture.axes.forEach((axis, i) => this.#drawAxis(context, axis, i));
  }

  #drawAxis(context: Pen, axis: ParallelAxis, i: number): void {
    const x = this.axisX(i);
    context.strokeStyle = paleLine(this.#theme, 0.45);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, this.y(0));
    context.lineTo(x, this.y(1));
    context.stroke();
    const brush = this.#brushes[axis.id];
    if (brush) {
      context.fillStyle = fade(this.#theme.focus, 0.25);
      context.strokeStyle = this.#theme.focus;
      const height = Math.max(3, this.y(brush[0]) - this.y(brush[1]));
      context.fillRect(x - 7, this.y(brush[1]), 14, height);
      context.strokeRect(x - 7, this.y(brush[1]), 14, height);
    }
    context.font = `${Math.max(10, this.#theme.fontSize - 2)}px ${this.#theme.fontFamily}`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    // Beside the last axis is the margin only.
    const room = i === this.#picture!.axes.length - 1 ? MARGIN.side - 9 : NARROWEST - 12;
    const ticks = axis.places.includes(OFF) ? [...axis.ticks, { at: OFF, text: 'off' }] : axis.ticks;
    let above = Number.NEGATIVE_INFINITY;
    for (const { at, text } of [...ticks].sort((a, b) => a.at - b.at)) {
      // Neighbours that would cover each other are left out.
      if (this.y(above) - this.y(at) < 13 && above > Number.NEGATIVE_INFINITY) continue;
      above = at;
      context.lineWidth = 4;
      context.strokeStyle = this.#theme.background;
      context.strokeText(text, x + 7, this.y(at), room);
      context.fillStyle = this.#theme.foreground;
      context.fillText(text, x + 7, this.y(at), room);
    }
  }

  #trace(context: Pen, row: number): void {
    let isDown = false;
    const { axes } = this.#picture!;
    for (let i = 0; i < axes.length; i++) {
      const place = axes[i]!.places[row]!;
      if (!Number.isFinite(place)) {
        isDown = false;
        continue;
      }
      if (isDown) context.lineTo(this.axisX(i), this.y(place));
      else context.moveTo(this.axisX(i), this.y(place));
      isDown = true;
    }
  }

  #prepare(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const ratio = devicePixelRatio;
    canvas.width = Math.round(this.#width * ratio);
    canvas.height = Math.round(HEIGHT * ratio);
    canvas.style.width = `${this.#width}px`;
    canvas.style.height = `${HEIGHT}px`;
    this.element.style.width = `${this.#width}px`;
    const context = canvas.getContext('2d')!;
    context.scale(ratio, ratio);
    context.lineJoin = 'round';
    return context;
  }
}

/** In lines of about the width between two axes. */
function wrapped(title: string): string[] {
  return title.split(/(?<=[ .])/).reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 13) return [...lines, word];
    return [...lines.slice(0, -1), last + word];
  }, []);
}
