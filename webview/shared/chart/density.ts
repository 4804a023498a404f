export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How much of each pixel a cloud of pale marks covers: marks over marks darken,
 * as translucent ink does.
 *
 * Ten thousand marks cost about half a millisecond this way; drawn one by one they
 * would cost a slow frame.
 */
export class Density {
  /** The share of each pixel that is left clear. Kept: a new megabyte for each drawing would be garbage after it. */
  readonly #clear: Float32Array;
  readonly #covered: Uint8ClampedArray;

  constructor(readonly size: Size) {
    this.#clear = new Float32Array(size.width * size.height);
    this.#covered = new Uint8ClampedArray(size.width * size.height);
  }

  /**
   * @param xs, ys pixels from the top left corner; marks outside are left out
   * @param radius a mark covers the pixels within it
   * @param strength of one mark, in [0, 1]
   * @returns `[height * width]` in row order, each in [0, 255]; the same array at each call
   */
  of(xs: ArrayLike<number>, ys: ArrayLike<number>, radius: number, strength: number): Uint8ClampedArray {
    const { width, height } = this.size;
    const clear = this.#clear.fill(1);
    const disc = offsets(radius);
    const left = 1 - strength;
    for (let i = 0; i < xs.length; i++) {
      const x = Math.round(xs[i]!);
      const y = Math.round(ys[i]!);
      for (let j = 0; j < disc.length; j += 2) {
        const px = x + disc[j]!;
        const py = y + disc[j + 1]!;
        if (px >= 0 && px < width && py >= 0 && py < height) clear[py * width + px]! *= left;
      }
    }
    // A loop: `from` with a function costs more than all the marks.
    const covered = this.#covered.fill(0);
    for (let i = 0; i < clear.length; i++) if (clear[i] !== 1) covered[i] = 255 * (1 - clear[i]!);
    return covered;
  }
}

/** Of the pixels of a mark: `dx, dy, dx, dy, ...`. */
function offsets(radius: number): Int32Array {
  const reach = Math.floor(radius);
  const found: number[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy <= radius * radius) found.push(dx, dy);
    }
  }
  return Int32Array.from(found);
}
