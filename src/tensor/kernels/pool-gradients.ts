import type { NamedAttrMap } from '@tensorflow/tfjs-core';

import type { Pair } from '../../core/graph/operation';
import { spreadOut } from './convolution-gradients';
import type { Loop } from './memory';
import type { Sliding } from './window';
import { slidingOver } from './window';

/**
 * Gradient of average pooling: each position of `dy` is shared among the pixels
 * of its window that lie inside the image. Upstream's cpu and wasm kernels
 * divide by the whole window, which is wrong wherever `same` pads.
 *
 * Inputs `dy` and `input`; attributes as tfjs's `AvgPoolGrad`.
 */
export const averagePoolGradient: Loop = (memory, inputs, attrs) => {
  const dy = inputs['dy']!;
  const input = inputs['input']!;
  const s = poolOver(input.shape, attrs);
  const out = memory.zeros(input.shape);
  const dx = memory.floats(out);
  const from = memory.floats(dy);
  const channels = s.inChannels;
  forEachWindow(s, (output, n, rows, columns) => {
    const share = 1 / ((rows.end - rows.start) * (columns.end - columns.start));
    const read = output * channels;
    for (let row = rows.start; row < rows.end; row++) {
      const first = ((n * s.inHeight + row) * s.inWidth + columns.start) * channels;
      const end = first + (columns.end - columns.start) * channels;
      for (let write = first; write < end; write += channels) {
        for (let c = 0; c < channels; c++) dx[write + c] = dx[write + c]! + share * from[read + c]!;
      }
    }
  });
  return out;
};

/**
 * The same as one depthwise convolution of the shares with ones, which the WASM
 * backend has vectorised.
 */
export const averagePoolGradientAsConvolution: Loop = (memory, inputs, attrs) => {
  const dy = inputs['dy']!;
  const input = inputs['input']!;
  const s = poolOver(input.shape, attrs);
  const channels = s.inChannels;
  const shares = memory.make(dy.shape);
  const ones = memory.make([s.kernelHeight, s.kernelWidth, channels, 1]);
  memory.floats(ones).fill(1);
  const from = memory.floats(dy);
  const to = memory.floats(shares);
  forEachWindow(s, (output, _, rows, columns) => {
    const share = 1 / ((rows.end - rows.start) * (columns.end - columns.start));
    const end = (output + 1) * channels;
    for (let i = output * channels; i < end; i++) to[i] = share * from[i]!;
  });
  const spread = spreadOut(memory, shares, s);
  const out = memory.run(
    'DepthwiseConv2dNative',
    { x: spread, filter: ones },
    { strides: [1, 1], dilations: [1, 1], pad: 'valid' },
  );
  memory.free(shares, ones, spread);
  return out;
};

/**
 * Gradient of max pooling: all of `dy` goes to the first largest pixel of the
 * window, row by row. Upstream's wasm kernel sends it elsewhere for many shapes.
 *
 * Inputs `dy` and `input`; attributes as tfjs's `MaxPoolGrad`.
 */
export const maxPoolGradient: Loop = (memory, inputs, attrs) => {
  const dy = inputs['dy']!;
  const input = inputs['input']!;
  const s = poolOver(input.shape, attrs);
  const out = memory.zeros(input.shape);
  const dx = memory.floats(out);
  const x = memory.floats(input);
  const from = memory.floats(dy);
  const channels = s.inChannels;
  const largest = new Float32Array(channels);
  const place = new Int32Array(channels);
  forEachWindow(s, (output, n, rows, columns) => {
    largest.fill(-Infinity);
    // A window of NaN alone keeps its first pixel, so that the loss shows the NaN.
    place.fill(((n * s.inHeight + rows.start) * s.inWidth + columns.start) * channels);
    for (let c = 0; c < channels; c++) place[c] = place[c]! + c;
    for (let row = rows.start; row < rows.end; row++) {
      let read = ((n * s.inHeight + row) * s.inWidth + columns.start) * channels;
      for (let column = columns.start; column < columns.end; column++) {
        for (let c = 0; c < channels; c++, read++) {
          const value = x[read]!;
          if (value > largest[c]!) {
            largest[c] = value;
            place[c] = read;
          }
        }
      }
    }
    for (let c = 0; c < channels; c++) dx[place[c]!] = dx[place[c]!]! + from[output * channels + c]!;
  });
  return out;
};

interface Span {
  readonly start: number;
  readonly end: number;
}

function poolOver(shape: readonly number[], attrs: NamedAttrMap): Sliding {
  const size = attrs['filterSize'] as Pair | number;
  return slidingOver(shape, typeof size === 'number' ? [size, size] : size, attrs);
}

/** Visits each window with the part of it that lies inside the image; `output` counts positions of the whole batch. */
function forEachWindow(
  s: Sliding,
  visit: (output: number, n: number, rows: Span, columns: Span) => void,
): void {
  const rows = spans(s.outHeight, s.strideHeight, s.top, s.kernelHeight, s.inHeight);
  const columns = spans(s.outWidth, s.strideWidth, s.left, s.kernelWidth, s.inWidth);
  let output = 0;
  for (let n = 0; n < s.batch; n++) {
    for (const row of rows) for (const column of columns) visit(output++, n, row, column);
  }
}

function spans(count: number, stride: number, before: number, size: number, length: number): Span[] {
  return Array.from({ length: count }, (_, i) => ({
    start: Math.max(0, i * stride - before),
    end: Math.min(length, i * stride - before + size),
  }));
}
