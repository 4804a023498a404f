import { fade } from '../color';
import { markerOf, markerPath } from '../marker';
import type { Theme } from '../theme';

/** `neutral` has neither the candidate's colour nor its shape: one of very many. */
export type MarkerTone = 'full' | 'faint' | 'neutral';

const STRENGTH = { full: 1, faint: 0.4, neutral: 0.22 } as const;
const STRENGTH_IN_CONTRAST = { full: 1, faint: 0.6, neutral: 0.45 } as const;

/**
 * Markers drawn once each: ten thousand marks are then ten thousand copies of
 * at most 60 small pictures, some milliseconds in all.
 */
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
    tone: MarkerTone,
  ): void {
    const sprite = this.#sprite(trial, size, tone);
    const side = sprite.width / this.pixelRatio;
    context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
  }

  #sprite(trial: number, size: number, tone: MarkerTone): HTMLCanvasElement {
    const { color, shape } = tone === 'neutral' ? { color: -1, shape: 'circle' as const } : markerOf(trial);
    const key = `${color} ${shape} ${size} ${tone}`;
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
      const paint = this.theme.series[color] ?? this.theme.foreground;
      context.fillStyle = fade(paint, this.theme.highContrast ? STRENGTH_IN_CONTRAST[tone] : STRENGTH[tone]);
      context.fill(path);
      if (tone === 'full') {
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
