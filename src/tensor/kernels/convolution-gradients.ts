import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Loop, Memory } from './memory';
import { reshaped } from './memory';
import type { Sliding } from './window';
import { slidingOver } from './window';

/**
 * Gradient of a convolution by its filter, itself as one convolution: batch and
 * channels change places, stride and dilation too.
 *
 *   dW[i, j, c, o] = sum over n, y, x of  X[n, y s + i d - top, x s + j d - left, c]  dY[n, y, x, o]
 *
 * Inputs `x` and `dy`; attributes as tfjs's `Conv2DBackpropFilter`, and `dilations`.
 */
export const filterGradient: Loop = (memory, inputs, attrs) => {
  const x = inputs['x']!;
  const dy = inputs['dy']!;
  const [kernelHeight, kernelWidth, inChannels, outChannels] = attrs['filterShape'] as FilterShape;
  const s = slidingOver(x.shape, [kernelHeight, kernelWidth], attrs);
  if (isPointwise(s)) return pointwiseFilterGradient(memory, x, dy, inChannels, outChannels);

  const images = channelsAsBatch(memory, x, s);
  const filter = batchInside(memory, dy);
  const product = memory.run(
    'Conv2D',
    { x: images, filter },
    {
      strides: [s.dilationHeight, s.dilationWidth],
      dilations: [s.strideHeight, s.strideWidth],
      pad: 'valid',
      dataFormat: 'NHWC',
    },
  );
  memory.free(images, filter);
  const result = channelsInside(memory, product);
  memory.free(product);
  return result;
};

/**
 * Gradient of a convolution by its input: the stride-1 convolution of the
 * spread and padded `dy` with the flipped filter.
 *
 * Inputs `dy` and `filter`; attributes as tfjs's `Conv2DBackpropInput`, and `dilations`.
 */
export const inputGradient: Loop = (memory, inputs, attrs) => {
  const dy = inputs['dy']!;
  const filter = inputs['filter']!;
  const [kernelHeight, kernelWidth] = filter.shape as FilterShape;
  const s = slidingOver(attrs['inputShape'] as number[], [kernelHeight, kernelWidth], attrs);
  const spread = isPointwise(s) ? dy : spreadOut(memory, dy, s);
  const flipped = flippedAndTransposed(memory, filter);
  const result = memory.run(
    'Conv2D',
    { x: spread, filter: flipped },
    {
      strides: [1, 1],
      dilations: [s.dilationHeight, s.dilationWidth],
      pad: 'valid',
      dataFormat: 'NHWC',
    },
  );
  memory.free(flipped);
  if (spread !== dy) memory.free(spread);
  return result;
};

type FilterShape = Shape4;

function isPointwise(s: Sliding): boolean {
  return s.kernelHeight === 1 && s.kernelWidth === 1 && s.strideHeight === 1 && s.strideWidth === 1;
}

function pointwiseFilterGradient(
  memory: Memory,
  x: TensorInfo,
  dy: TensorInfo,
  inChannels: number,
  outChannels: number,
): TensorInfo {
  const rows = dy.shape[0]! * dy.shape[1]! * dy.shape[2]!;
  const product = memory.run(
    'BatchMatMul',
    { a: reshaped(x, [1, rows, inChannels]), b: reshaped(dy, [1, rows, outChannels]) },
    { transposeA: true, transposeB: false },
  );
  return { ...product, shape: [1, 1, inChannels, outChannels] };
}

/** `[n, h, w, c]` to `[c, H, W, n]`, padded and cut to the rows and columns that the filter reads. */
function channelsAsBatch(memory: Memory, x: TensorInfo, s: Sliding): TensorInfo {
  const { batch: n, inChannels: channels, top, left, inHeight, inWidth } = s;
  const height = (s.outHeight - 1) * s.strideHeight + (s.kernelHeight - 1) * s.dilationHeight + 1;
  const width = (s.outWidth - 1) * s.strideWidth + (s.kernelWidth - 1) * s.dilationWidth + 1;
  const out = memory.zeros([channels, height, width, n]);
  const from = memory.floats(x);
  const to = memory.floats(out);
  const plane = height * width * n;
  const image = inHeight * inWidth * channels;
  const lastRow = Math.min(height, inHeight + top);
  const lastColumn = Math.min(width, inWidth + left);
  for (let row = top; row < lastRow; row++) {
    for (let column = left; column < lastColumn; column++) {
      const source = ((row - top) * inWidth + column - left) * channels;
      const target = (row * width + column) * n;
      for (let c = 0; c < channels; c++) {
        let read = source + c;
        const write = target + c * plane;
        for (let i = 0; i < n; i++, read += image) to[write + i] = from[read]!;
      }
    }
  }
  return out;
}

/** `[n, h, w, c]` to `[h, w, n, c]`. */
function batchInside(memory: Memory, dy: TensorInfo): TensorInfo {
  const [n, height, width, channels] = dy.shape as Shape4;
  const out = memory.make([height, width, n, channels]);
  const from = memory.floats(dy);
  const to = memory.floats(out);
  const positions = height * width;
  let read = 0;
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < positions; p++) {
      const write = (p * n + i) * channels;
      for (let c = 0; c < channels; c++) to[write + c] = from[read++]!;
    }
  }
  return out;
}

/** `[c, h, w, o]` to `[h, w, c, o]`. */
function channelsInside(memory: Memory, product: TensorInfo): TensorInfo {
  return batchInside(memory, product);
}

/** `[h, w, c, o]` to `[h, w, o, c]` with both axes of the kernel reversed. */
function flippedAndTransposed(memory: Memory, filter: TensorInfo): TensorInfo {
  const [height, width, inChannels, outChannels] = filter.shape as Shape4;
  const out = memory.make([height, width, outChannels, inChannels]);
  const from = memory.floats(filter);
  const to = memory.floats(out);
  const taps = height * width;
  const size = inChannels * outChannels;
  for (let tap = 0; tap < taps; tap++) {
    const source = (taps - 1 - tap) * size;
    const target = tap * size;
    for (let c = 0; c < inChannels; c++) {
      for (let o = 0; o < outChannels; o++) {
        to[target + o * inChannels + c] = from[source + c * outChannels + o]!;
      }
    }
  }
  return out;
}

type Shape4 = [number, number, number, number];

/**
 * `dy` with stride - 1 zeros between its positions and a border, so that a
 * stride-1 `valid` convolution with the flipped filter gives `[n, inHeight, inWidth, ...]`.
 */
export function spreadOut(memory: Memory, dy: TensorInfo, s: Sliding): TensorInfo {
  const channels = dy.shape[3]!;
  const reachDown = (s.kernelHeight - 1) * s.dilationHeight;
  const reachRight = (s.kernelWidth - 1) * s.dilationWidth;
  const height = s.inHeight + reachDown;
  const width = s.inWidth + reachRight;
  const out = memory.zeros([s.batch, height, width, channels]);
  const from = memory.floats(dy);
  const to = memory.floats(out);
  // A position can fall outside only where a stride skips over padding that nothing reads.
  const firstRow = reachDown - s.top;
  const firstColumn = reachRight - s.left;
  for (let n = 0; n < s.batch; n++) {
    for (let y = 0; y < s.outHeight; y++) {
      const row = firstRow + y * s.strideHeight;
      if (row < 0 || row >= height) continue;
      const source = (n * s.outHeight + y) * s.outWidth * channels;
      const target = (n * height + row) * width;
      copyRow(from, source, to, target, {
        width,
        firstColumn,
        channels,
        columns: s.outWidth,
        stride: s.strideWidth,
      });
    }
  }
  return out;
}

interface Row {
  readonly width: number;
  readonly firstColumn: number;
  readonly columns: number;
  readonly stride: number;
  readonly channels: number;
}

function copyRow(from: Float32Array, source: number, to: Float32Array, target: number, row: Row): void {
  for (let x = 0; x < row.columns; x++) {
    const column = row.firstColumn + x * row.stride;
    if (column < 0 || column >= row.width) continue;
    const read = source + x * row.channels;
    const write = (target + column) * row.channels;
    for (let c = 0; c < row.channels; c++) to[write + c] = from[read + c]!;
  }
}
