import { parseColor } from '../color';
import { Density } from './density';

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Paints a cloud of pale marks as one picture, which can be copied again and again. */
export class DensityLayer {
  readonly #canvas = document.createElement('canvas');
  #density = new Density({ width: 1, height: 1 });
  #pixels = new ImageData(1, 1);
  #place: { readonly left: number; readonly top: number; readonly ratio: number } | undefined;

  /** @param xs, ys in CSS pixels of the chart */
  paint(
    area: Area,
    xs: readonly number[],
    ys: readonly number[],
    look: { readonly color: string; readonly radius: number; readonly strength: number },
  ): void {
    this.#place = undefined;
    const ratio = devicePixelRatio;
    const margin = Math.ceil(look.radius) + 1;
    const left = area.left - margin;
    const top = area.top - margin;
    const width = Math.ceil((area.right - area.left + 2 * margin) * ratio);
    const height = Math.ceil((area.bottom - area.top + 2 * margin) * ratio);
    if (xs.length === 0 || width <= 0 || height <= 0) return;
    this.#fit(width, height);
    const density = this.#density.of(
      xs.map((x) => (x - left) * ratio),
      ys.map((y) => (y - top) * ratio),
      look.radius * ratio,
      look.strength,
    );
    const [r, g, b] = parseColor(look.color) ?? [128, 128, 128, 1];
    const { data } = this.#pixels;
    data.fill(0);
    for (let i = 0; i < density.length; i++) {
      if (density[i] === 0) continue;
      data[4 * i] = r;
      data[4 * i + 1] = g;
      data[4 * i + 2] = b;
      data[4 * i + 3] = density[i]!;
    }
    this.#canvas.getContext('2d')?.putImageData(this.#pixels, 0, 0);
    this.#place = { left, top, ratio };
  }

  #fit(width: number, height: number): void {
    if (this.#pixels.width === width && this.#pixels.height === height) return;
    this.#density = new Density({ width, height });
    this.#pixels = new ImageData(width, height);
    this.#canvas.width = width;
    this.#canvas.height = height;
  }

  /** Nothing before a cloud was painted. */
  copyTo(context: CanvasRenderingContext2D): void {
    if (!this.#place) return;
    const { left, top, ratio } = this.#place;
    const { width, height } = this.#canvas;
    context.drawImage(this.#canvas, left, top, width / ratio, height / ratio);
  }
}
