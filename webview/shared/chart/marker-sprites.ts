import { fade } from '../color';
import { markerOf, markerPath } from '../../../src/core/drawing/marker';
import type { Theme } from '../theme';

/** `hollow` is what breaks a limit. */
export type MarkLook = 'strong' | 'faint' | 'hollow';

const FAINT = 0.4;
const FAINT_IN_CONTRAST = 0.6;

/** Markers drawn once each and copied: 90 small pictures at most. */
export class MarkerSprites {
  readonly #sprites = new Map<string, HTMLCanvasElement>();

  constructor(
    private readonly theme: Theme,
    private readonly pixelRatio: number,
  ) {}

  /** @param size radius in CSS pixels */
  draw(
    context: CanvasRenderingContext2D,
    trial: number,
    x: number,
    y: number,
    size: number,
    look: MarkLook,
  ): void {
    const sprite = this.#sprite(trial, size, look);
    const side = sprite.width / this.pixelRatio;
    context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
  }

  #sprite(trial: number, size: number, look: MarkLook): HTMLCanvasElement {
    const { color, shape } = markerOf(trial);
    const key = `${color} ${shape} ${size} ${look}`;
    let sprite = this.#sprites.get(key);
    if (!sprite) {
      sprite = document.createElement('canvas');
      const side = Math.ceil((size * 2.6 + 3) * this.pixelRatio);
      sprite.width = side;
      sprite.height = side;
      const context = sprite.getContext('2d')!;
      context.translate(side / 2, side / 2);
      context.scale(this.pixelRatio, this.pixelRatio);
      const path = new Path2D(markerPath(shape, size));
      const paint = this.theme.series[color]!;
      const strength = this.theme.highContrast ? FAINT_IN_CONTRAST : FAINT;
      if (look === 'hollow') {
        context.strokeStyle = fade(paint, this.theme.highContrast ? 0.9 : 0.6);
        context.lineWidth = 1;
        context.stroke(path);
      } else {
        context.fillStyle = look === 'faint' ? fade(paint, strength) : paint;
        context.fill(path);
      }
      if (look === 'strong') {
        // A thin rim in the ground's colour keeps neighbours apart.
        context.strokeStyle = fade(this.theme.background, 0.8);
        context.lineWidth = 0.8;
        context.stroke(path);
      }
      this.#sprites.set(key, sprite);
    }
    return sprite;
  }
}
