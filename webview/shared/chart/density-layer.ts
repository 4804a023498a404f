import { parseColor } from '../color';
import { densityOf } from './density';

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Draws a cloud of pale marks as one picture. */
export class DensityLayer {
  readonly #canvas = document.createElement('canvas');

  /** @param xs, ys in CSS pixels of the chart */
  draw(
    context: CanvasRenderingContext2D,
    area: Area,
    xs: readonly number[],
    ys: readonly number[],
    look: { readonly color: string; readonly radius: number; readonly strength: number },
  ): void {
    const ratio = devicePixelRatio;
    const margin = Math.ceil(look.radius) + 1;
    const left = area.left - margin;
    const top = area.top - margin;
    const width = Math.ceil((area.right - area.left + 2 * margin) * ratio);
    const height = Math.ceil((area.bottom - area.top + 2 * margin) * ratio);
    if (width <= 0 || height <= 0) return;
    const density = densityOf(
      xs.map((x) => (x - left) * ratio),
      ys.map((y) => (y - top) * ratio),
      { width, height },
      look.radius * ratio,
      look.strength,
    );
    const [r, g, b] = parseColor(look.color) ?? [128, 128, 128, 1];
    const pixels = new ImageData(width, height);
    for (let i = 0; i < density.length; i++) {
      if (density[i] === 0) continue;
      pixels.data[4 * i] = r;
      pixels.data[4 * i + 1] = g;
      pixels.data[4 * i + 2] = b;
      pixels.data[4 * i + 3] = density[i]!;
    }
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#canvas.getContext('2d')?.putImageData(pixels, 0, 0);
    context.drawImage(this.#canvas, left, top, width / ratio, height / ratio);
  }
}
