import { fade } from '../color';
import type { Theme } from '../theme';
import type { Area } from './density-layer';
import { DensityLayer } from './density-layer';
import { MarkerSprites } from './marker-sprites';
import type { MarkLook } from './marker-sprites';
import { nearest } from './nearest';
import type { PlotPoint } from './picture';

/** Above this, pale marks are drawn as a cloud. */
export const MANY_POINTS = 1000;

/** Rings around more than these would be a thicket. */
const MOST_RINGS = 24;

/** How far from a mark, in pixels, it is still meant. */
const REACH = 16;

/** A rectangle in pixels of the chart. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Scale {
  readonly type: string;
  readonly min: number;
  readonly max: number;
  getPixelForValue(value: number): number;
}

/** Draws candidates' marks and knows where they are. */
export class MarkerLayer {
  #theme: Theme;
  #sprites: MarkerSprites;
  /** Of pale marks, those that break a limit below the others. Painted again only when a mark has moved. */
  readonly #clouds = { infeasible: new DensityLayer(), feasible: new DensityLayer() };
  #points: readonly PlotPoint[] = [];
  /** By what they were placed last. */
  #placedBy = '';
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
    this.#placedBy = '';
  }

  /**
   * Pale marks first, selected ones last and, where they are not very many, with a ring.
   *
   * @param isZoomed what lies outside is not there; else it goes to the edge
   */
  draw(
    context: CanvasRenderingContext2D,
    area: Area,
    scales: { readonly x: Scale; readonly y: Scale },
    points: readonly PlotPoint[],
    selected: ReadonlySet<number>,
    isZoomed: boolean,
  ): void {
    const hasMoved = this.#place(area, scales, points, isZoomed);
    const size = points.length > 300 ? 2.8 : 3.6;
    this.#drawSpreads(context, area, scales.x);
    if (points.length > MANY_POINTS) {
      if (hasMoved) this.#paintClouds(area);
      this.#clouds.infeasible.copyTo(context);
      this.#clouds.feasible.copyTo(context);
    } else this.#drawOwn(context, selected, true, size);
    this.#drawOwn(context, selected, false, size);
    if (selected.size === 0) return;
    const hasRings = selected.size <= MOST_RINGS;
    points.forEach((point, i) => {
      if (!selected.has(point.trial)) return;
      if (hasRings) this.#drawSelected(context, point, i, Math.max(4.5, size));
      else this.#mark(context, i, size, 'strong');
    });
  }

  /** Trials with a mark in the box, in the order of the points, each once. */
  inside({ left, top, right, bottom }: Box): number[] {
    const found = new Set<number>();
    this.#points.forEach(({ trial }, i) => {
      const x = this.#xs[i]!;
      const y = this.#ys[i]!;
      if (x >= left && x <= right && y >= top && y <= bottom) found.add(trial);
    });
    return [...found];
  }

  position(index: number): { readonly x: number; readonly y: number } {
    return { x: this.#xs[index] ?? 0, y: this.#ys[index] ?? 0 };
  }

  /** The mark at a place of the chart. */
  at(x: number, y: number): number | undefined {
    return nearest(this.#xs, this.#ys, x, y, REACH);
  }

  /** Whether anything is somewhere else than before. */
  #place(
    area: Area,
    { x, y }: { readonly x: Scale; readonly y: Scale },
    points: readonly PlotPoint[],
    isZoomed: boolean,
  ): boolean {
    const { left, top, right, bottom } = area;
    const ends = [x, y].flatMap(({ type, min, max }) => [type, min, max]);
    const by = [left, top, right, bottom, ...ends, isZoomed, devicePixelRatio].join(' ');
    if (points === this.#points && by === this.#placedBy) return false;
    this.#placedBy = by;
    this.#points = points;
    if (this.#xs.length !== points.length) {
      this.#xs = new Float64Array(points.length);
      this.#ys = new Float64Array(points.length);
    }
    const clamp = (value: number, low: number, high: number) => {
      const clamped = Math.max(low, Math.min(high, value));
      return isZoomed && Math.abs(clamped - value) > 1 ? Number.NaN : clamped;
    };
    points.forEach((point, i) => {
      this.#xs[i] = clamp(x.getPixelForValue(point.x), area.left, area.right);
      this.#ys[i] = clamp(y.getPixelForValue(point.y), area.top, area.bottom);
    });
    return true;
  }

  #drawSpreads(context: CanvasRenderingContext2D, area: Area, x: Scale): void {
    if (!this.#points.some(({ spread }) => spread !== undefined)) return;
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
      this.#mark(context, i, size, point.infeasible === true ? 'hollow' : faint ? 'faint' : 'strong');
    });
  }

  #mark(context: CanvasRenderingContext2D, i: number, size: number, look: MarkLook): void {
    const x = this.#xs[i]!;
    const y = this.#ys[i]!;
    if (!Number.isNaN(x + y)) this.#sprites.draw(context, this.#points[i]!.trial, x, y, size, look);
  }

  /** Thousands of pale colours say nothing: a candidate's own comes back when it is selected. */
  #paintClouds(area: Area): void {
    const { highContrast, foreground, error } = this.#theme;
    const look = { radius: 1.5, strength: highContrast ? 0.4 : 0.2 };
    const paint = (layer: DensityLayer, infeasible: boolean, color: string): void => {
      const xs: number[] = [];
      const ys: number[] = [];
      this.#points.forEach((point, i) => {
        if (!point.faint || (point.infeasible === true) !== infeasible) return;
        xs.push(this.#xs[i]!);
        ys.push(this.#ys[i]!);
      });
      layer.paint(area, xs, ys, { color, ...look });
    };
    paint(this.#clouds.infeasible, true, error);
    paint(this.#clouds.feasible, false, foreground);
  }

  #drawSelected(context: CanvasRenderingContext2D, point: PlotPoint, i: number, size: number): void {
    this.#mark(context, i, size, 'strong');
    if (point.ringless === true || Number.isNaN(this.#xs[i]! + this.#ys[i]!)) return;
    context.beginPath();
    context.arc(this.#xs[i]!, this.#ys[i]!, size + 3.5, 0, 2 * Math.PI);
    context.strokeStyle = this.#theme.foreground;
    context.lineWidth = 1.4;
    context.stroke();
  }
}
