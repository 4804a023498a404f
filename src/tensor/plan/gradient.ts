import type { Border, Image, Size } from './image';
import { createImage } from './image';
import type { Program } from './program';

/** Writes `result + acc` to `out`; `acc` may be `out` itself, or absent. */
export type Contribution = (out: Image, acc: Image | undefined) => void;

/**
 * Gathers the gradient of the loss by one value, while the consumers of the
 * value are gone through from last to first.
 */
export class Gradient {
  #image: Image | undefined;
  #own = false;

  constructor(
    private readonly program: Program,
    private readonly batch: number,
    private readonly size: Size,
    /** That whoever reads the gradient needs; only kept by images that are made here. */
    private readonly border: Border,
  ) {}

  /** `undefined` when the loss does not depend on the value. Not to be written to. */
  get image(): Image | undefined {
    return this.#image;
  }

  contribute(contribution: Contribution): void {
    const before = this.#image;
    const out = this.#own && before ? before : createImage(this.batch, this.size, this.border);
    contribution(out, before);
    this.#image = out;
    this.#own = true;
  }

  /** Adds a gradient that exists, and that stays as it is. */
  pass(image: Image): void {
    if (!this.#image) {
      this.#image = image;
      return;
    }
    this.contribute((out, acc) => {
      this.program.call('accumulate', ...sizes(out), ...place(image), ...place(acc), ...place(out));
    });
  }
}

type Four = readonly [number, number, number, number];

/** `batch, h, w, c`, as most kernels begin. */
export function sizes({ batch, h, w, c }: Image): Four {
  return [batch, h, w, c];
}

/** Address and strides of an image that may be absent. */
export function place(image: Image | undefined): [Image['at'] | 0, number, number] {
  return image ? [image.at, image.img, image.row] : [0, 0, 0];
}

/** The same with the distance between pixels. */
export function pixels(image: Image | undefined): [Image['at'] | 0, number, number, number] {
  return image ? [image.at, image.img, image.row, image.c] : [0, 0, 0, 0];
}
