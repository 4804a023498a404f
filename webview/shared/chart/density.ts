/**
 * How much of each pixel a cloud of pale marks covers: marks over marks darken,
 * as translucent ink does. `[height * width]` in row order, each in [0, 255].
 *
 * Ten thousand marks cost about a millisecond this way; drawn one by one they
 * would cost a slow frame.
 *
 * @param xs, ys pixels from the top left corner; marks outside are left out
 * @param radius a mark covers the pixels within it
 * @param strength of one mark, in [0, 1]
 */
export function densityOf(
  xs: readonly number[],
  ys: readonly number[],
  size: { readonly width: number; readonly height: number },
  radius: number,
  strength: number,
): Uint8ClampedArray {
  const { width, height } = size;
  const clear = new Float32Array(width * height).fill(1);
  const disc = offsets(radius);
  for (let i = 0; i < xs.length; i++) {
    const x = Math.round(xs[i]!);
    const y = Math.round(ys[i]!);
    for (const [dx, dy] of disc) {
      const px = x + dx;
      const py = y + dy;
      if (px >= 0 && px < width && py >= 0 && py < height) clear[py * width + px]! *= 1 - strength;
    }
  }
  return Uint8ClampedArray.from(clear, (share) => 255 * (1 - share));
}

function offsets(radius: number): (readonly [number, number])[] {
  const reach = Math.floor(radius);
  const found: (readonly [number, number])[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy <= radius * radius) found.push([dx, dy]);
    }
  }
  return found;
}
