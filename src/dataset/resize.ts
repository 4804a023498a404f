/** Pixels row by row, channels last. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Float32Array;
}

/**
 * Bilinear: pixel centres at `i + 0.5`, a triangle filter that is one pixel wide to each side when enlarging and as wide as
 * the shrink factor when shrinking, so that every source pixel counts; edges use the pixels that exist. The aspect
 * ratio is not kept. The same rule as Pillow's `BILINEAR` without its rounding between the two passes.
 */
export function resizeBilinear(picture: Picture, height: number, width: number): Picture {
  return resizeRows(resizeColumns(picture, width), height);
}

interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

function tapsOf(from: number, to: number): readonly Tap[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach));
    const last = Math.min(from - 1, Math.ceil(centre + reach));
    const weights: number[] = [];
    for (let j = first; j <= last; j++) weights.push(Math.max(0, 1 - Math.abs(j + 0.5 - centre) / reach));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: weights.map((weight) => weight / total) };
  });
}

function resizeColumns({ height, width, channels, pixels }: Picture, to: number): Picture {
  const taps = tapsOf(width, to);
  const result = new Float32Array(height * to * channels);
  for (let y = 0; y < height; y++) {
    taps.forEach(({ first, weights }, x) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++) {
          sum += weights[k]! * pixels[(y * width + first + k) * channels + c]!;
        }
        result[(y * to + x) * channels + c] = sum;
      }
    });
  }
  return { height, width: to, channels, pixels: result };
}

function resizeRows({ height, width, channels, pixels }: Picture, to: number): Picture {
  const row = width * channels;
  const result = new Float32Array(to * row);
  tapsOf(height, to).forEach(({ first, weights }, y) => {
    for (let i = 0; i < row; i++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * pixels[(first + k) * row + i]!;
      result[y * row + i] = sum;
    }
  });
  return { height: to, width, channels, pixels: result };
}
