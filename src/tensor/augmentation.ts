import type { AugmentationSpec } from '../core/estimator/options';
import type { Shape } from '../core/graph/operation';
import type { Noise } from './noise';

/** Where there is nothing of the image. */
const OUTSIDE = -1;

/**
 * Random views of images: shifted (the edge is repeated), mirrored, cropped out
 * of a border of zeros, and with a square cut out, in this order. Zeros are in
 * units of the network's input: with standardised data, the mean of a channel.
 *
 * An image is read once, from where it lies, and written once, into the batch.
 */
export class ImageAugmentation {
  readonly #height: number;
  readonly #width: number;
  readonly #channels: number;
  /** For each value of a row of the view, where in a row of the image it comes from. */
  readonly #sources: Int32Array;

  /** @param shape `[height, width, channels]` */
  constructor(
    private readonly spec: AugmentationSpec,
    shape: Shape,
  ) {
    this.#height = shape[0]!;
    this.#width = shape[1]!;
    this.#channels = shape[2]!;
    this.#sources = new Int32Array(this.#width * this.#channels);
  }

  /** Writes a view of the image that begins at `from[start]` to `to[at]`. */
  draw(noise: Noise, from: Float32Array, start: number, to: Float32Array, at: number): void {
    const { shift, crop, flipHorizontal, cutout } = this.spec;
    const down = within(noise, shift);
    const right = within(noise, shift);
    const isMirrored = flipHorizontal && noise.next() < 0.5;
    const below = within(noise, crop);
    const beside = within(noise, crop);
    this.#findSources(beside, isMirrored, right);
    for (let row = 0; row < this.#height; row++) {
      const inside = row + below;
      const original = isIn(inside, this.#height) ? clamp(inside - down, this.#height) : OUTSIDE;
      this.#drawRow(original, from, start, to, at + row * this.#sources.length);
    }
    if (cutout > 0) this.#cut(noise, cutout, to, at);
  }

  #findSources(beside: number, isMirrored: boolean, right: number): void {
    for (let column = 0; column < this.#width; column++) {
      const inside = column + beside;
      const original = clamp((isMirrored ? this.#width - 1 - inside : inside) - right, this.#width);
      for (let c = 0; c < this.#channels; c++) {
        this.#sources[column * this.#channels + c] = isIn(inside, this.#width)
          ? original * this.#channels + c
          : OUTSIDE;
      }
    }
  }

  #drawRow(row: number, from: Float32Array, start: number, to: Float32Array, at: number): void {
    const sources = this.#sources;
    if (row === OUTSIDE) {
      to.fill(0, at, at + sources.length);
      return;
    }
    const first = start + row * sources.length;
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i]!;
      to[at + i] = source === OUTSIDE ? 0 : from[first + source]!;
    }
  }

  /** The centre is any pixel, so that the square may reach over the edge. */
  #cut(noise: Noise, side: number, to: Float32Array, at: number): void {
    const top = noise.below(this.#height) - (side >> 1);
    const left = noise.below(this.#width) - (side >> 1);
    const first = Math.max(0, left) * this.#channels;
    const end = Math.min(this.#width, left + side) * this.#channels;
    for (let row = Math.max(0, top); row < Math.min(this.#height, top + side); row++) {
      const start = at + row * this.#width * this.#channels;
      to.fill(0, start + first, start + end);
    }
  }
}

/** Whether anything is done to single images. */
export function changesImages({ shift, crop, flipHorizontal, cutout }: AugmentationSpec): boolean {
  return shift > 0 || crop > 0 || flipHorizontal || cutout > 0;
}

/** What `mixUp` blends, each row by row. */
export interface MixedRows {
  readonly x: Float32Array;
  readonly targets: Float32Array;
  readonly weights: Float32Array;
}

/**
 * Blends example i of a batch with example `size - 1 - i`, in place: `share` of
 * the one and the rest of the other (Zhang et al. 2018).
 *
 * Departure: the paper's partner is any example of the batch; ours are pairs,
 * which need no copy, and are as random because the batch's order is. As in the
 * authors' code a batch has one share. Where the two weigh differently, the
 * loss is the blend of the losses by both targets, as it is in the paper.
 */
export function mixUp({ x, targets, weights }: MixedRows, size: number, share: number): void {
  const width = x.length / weights.length;
  const units = targets.length / weights.length;
  for (let i = 0, j = size - 1; i < j; i++, j--) {
    const a = weights[i]!;
    const b = weights[j]!;
    blend(x, i * width, j * width, width, share, share);
    weights[i] = share * a + (1 - share) * b;
    weights[j] = share * b + (1 - share) * a;
    blend(targets, i * units, j * units, units, partOf(share, a, b), partOf(share, b, a));
  }
}

/** What the target of the example with weight `own` is of the blended one. */
function partOf(share: number, own: number, other: number): number {
  const whole = share * own + (1 - share) * other;
  return whole > 0 ? (share * own) / whole : share;
}

function blend(
  values: Float32Array,
  i: number,
  j: number,
  count: number,
  ofFirst: number,
  ofSecond: number,
): void {
  for (let k = 0; k < count; k++) {
    const a = values[i + k]!;
    const b = values[j + k]!;
    values[i + k] = ofFirst * a + (1 - ofFirst) * b;
    values[j + k] = ofSecond * b + (1 - ofSecond) * a;
  }
}

/** Uniform in -limit ... limit; 0 costs no draw. */
function within(noise: Noise, limit: number): number {
  return limit === 0 ? 0 : noise.below(2 * limit + 1) - limit;
}

function isIn(position: number, size: number): boolean {
  return position >= 0 && position < size;
}

function clamp(position: number, size: number): number {
  return Math.max(0, Math.min(size - 1, position));
}
