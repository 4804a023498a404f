import { fade } from '../color';
import type { Theme } from '../theme';
import type { Area } from './density-layer';
import { DensityLayer } from './density-layer';
import { MarkerSprites } from './marker-sprites';
import { nearest } from './nearest';
import type { PlotPoint } from './picture';

/** Above this, pale marks are drawn as a cloud. */
const MANY_POINTS = 1000;

/** How far from a mark, in pixels, it is still meant. */
const REACH = 16;

interface Scale {
  getPixelForValue(value: number): number;
}

/** Draws candidates' marks and knows where they are. */
export class MarkerLayer {
  #theme: Theme;
  #sprites: MarkerSprites;
  readonly #cloud = new DensityLayer();
  #points: readonly PlotPoint[] = [];
  /** Where each point was drawn last. */
  #xs = new Float64Array(0);
  #ys = new Float64Array(0);

  constructor(theme: Theme) {
    this.#theme = theme;
    this.#sprites = new MarkerSprites(theme, devicePixelRatio);
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#sprites = new MarkerSprites(theme, devicePixelRatio);
  }

  /** Pale marks first, selected ones last and with a ring; what lies outside goes to the edge. */
  draw(
    context: CanvasRenderingContext2D,
    area: Area,
    scales: { readonly x: Scale; readonly y: Scale },
    points: readonly PlotPoint[],
    selected: ReadonlySet<number>,
  ): void {
    this.#place(area, scales, points);
    const size = points.length > 300 ? 2.8 : 3.6;
    this.#drawSpreads(context, area, scales.x);
    if (points.length > MANY_POINTS) this.#drawCloud(context, area);
    else this.#drawOwn(context, selected, true, size);
    this.#drawOwn(context, selected, false, size);
    points.forEach((point, i) => {
      if (selected.has(point.trial)) this.#drawSelected(context, point, i, Math.max(4.5, size));
    });
  }

  position(index: number): { readonly x: number; readonly y: number } {
    return { x: this.#xs[index] ?? 0, y: this.#ys[index] ?? 0 };
  }

  /** The mark at a place of the chart. */
  at(x: number, y: number): number | undefined {
    return nearest(this.#xs, this.#ys, x, y, REACH);
  }

  #place(area: Area, { x, y }: { readonly x: Scale; readonly y: Scale }, points: readonly PlotPoint[]): void {
    this.#points = points;
    if (this.#xs.length !== points.length) {
      this.#xs = new Float64Array(points.length);
      this.#ys = new Float64Array(points.length);
    }
    const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
    points.forEach((point, i) => {
      this.#xs[i] = clamp(x.getPixelForValue(point.x), area.left, area.right);
      this.#ys[i] = clamp(y.getPixelForValue(point.y), area.top, area.bottom);
    });
  }

  #drawSpreads(context: CanvasRenderingContext2D, area: Area, x: Scale): void {
    context.beginPath();
    this.#points.forEach((point, i) => {
      if (point.spread === undefined) return;
      const left = Math.max(area.left, x.getPixelForValue(point.x - point.spread));
      const right = Math.min(area.right, x.getPixelForValue(point.x + point.spread));
      context.moveTo(left, this.#ys[i]!);
      context.lineTo(right, this.#ys[i]!);
    });
    context.strokeStyle = fade(this.#theme.foreground, this.#theme.highContrast ? 0.6 : 0.3);
    context.lineWidth = 1;
    context.stroke();
  }

  #drawOwn(
    context: CanvasRenderingContext2D,
    selected: ReadonlySet<number>,
    faint: boolean,
    size: number,
  ): void {
    this.#points.forEach((point, i) => {
      if (point.faint !== faint || selected.has(point.trial)) return;
      this.#sprites.draw(context, point.trial, this.#xs[i]!, this.#ys[i]!, size, faint);
    });
  }

  /** Thousands of pale colours say nothing: a candidate's own comes back when it is selected. */
  #drawCloud(context: CanvasRenderingContext2D, area: Area): void {
    const xs: number[] = [];
    const ys: number[] = [];
    this.#points.forEach(({ faint }, i) => {
      if (!faint) return;
      xs.push(this.#xs[i]!);
      ys.push(this.#ys[i]!);
    });
    const strength = this.#theme.highContrast ? 0.4 : 0.2;
    this.#cloud.draw(context, area, xs, ys, { color: this.#theme.foreground, radius: 1.5, strength });
  }

  #drawSelected(context: CanvasRenderingContext2D, point: PlotPoint, i: number, size: number): void {
    this.#sprites.draw(context, point.trial, this.#xs[i]!, this.#ys[i]!, size, false);
    if (point.ringless === true) return;
    context.beginPath();
    context.arc(this.#xs[i]!, this.#ys[i]!, size + 3.5, 0, 2 * Math.PI);
    context.strokeStyle = this.#theme.foreground;
    context.lineWidth = 1.4;
    context.stroke();
  }
}
