import type { Shape } from '../../core/graph/operation';

/** A piece of the plan's memory. Where it lies is decided after all calls are known. */
export interface Buffer {
  readonly floats: number;
  /** Set when it has a border that stays zero: only buffers of one geometry take turns in its place. */
  readonly geometry?: string;
  /** Kept for the whole life of the plan: something outside the calls reads or writes it. */
  readonly lasting?: boolean;
}

/** A place in the plan's memory. */
export interface Address {
  readonly buffer: Buffer;
  /** In floats from the buffer's beginning. */
  readonly offset: number;
}

/** Pixels of zeros around an image. */
export interface Border {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const NO_BORDER: Border = { top: 0, left: 0, bottom: 0, right: 0 };

/** Sizes of one example as the kernels see it: a sequence has height 1, a vector is one pixel. */
export interface Size {
  readonly h: number;
  readonly w: number;
  readonly c: number;
}

/** A batch of images in the plan's memory; see `Kernels` for strides. */
export interface Image extends Size {
  readonly batch: number;
  readonly border: Border;
  /** Of the first pixel inside the border. */
  readonly at: Address;
  /** Floats between rows and between images. */
  readonly row: number;
  readonly img: number;
}

/** The last axis is the channels; all axes before the last two are rows. */
export function sizeOf(shape: Shape): Size {
  const c = shape.at(-1) ?? 1;
  const w = shape.at(-2) ?? 1;
  return { h: shape.slice(0, -2).reduce((product, n) => product * n, 1), w, c };
}

/** A new image in a buffer of its own. */
export function createImage(batch: number, { h, w, c }: Size, border: Border, lasting = false): Image {
  const row = (w + border.left + border.right) * c;
  const img = (h + border.top + border.bottom) * row;
  const bordered = hasBorder(border);
  const buffer: Buffer = {
    floats: batch * img,
    ...(bordered && {
      geometry: [batch, h, w, c, border.top, border.left, border.bottom, border.right].join(),
    }),
    ...(lasting && { lasting }),
  };
  return { batch, h, w, c, border, at: { buffer, offset: border.top * row + border.left * c }, row, img };
}

export function hasBorder({ top, left, bottom, right }: Border): boolean {
  return top + left + bottom + right > 0;
}

/** The smallest border that has room for both. */
export function widerBorder(a: Border, b: Border): Border {
  return {
    top: Math.max(a.top, b.top),
    left: Math.max(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
}

export function borderCovers(have: Border, need: Border): boolean {
  return (
    have.top >= need.top && have.left >= need.left && have.bottom >= need.bottom && have.right >= need.right
  );
}

/** The same numbers under another size; only for images without a border. */
export function reshapedImage(image: Image, { h, w, c }: Size): Image {
  return { ...image, h, w, c, row: w * c, img: h * w * c };
}

/** The place of pixel (y, x), which may lie in the border, channel `c`. */
export function pixelAt({ at, row, c: channels }: Image, y: number, x: number, c = 0): Address {
  return { buffer: at.buffer, offset: at.offset + y * row + x * channels + c };
}

/** Everything in one row, where there is no border. */
export function rowsOf({ batch, h, w, c }: Image): { readonly m: number; readonly n: number } {
  return { m: batch * h * w, n: c };
}
