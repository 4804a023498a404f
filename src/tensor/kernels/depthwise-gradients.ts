import type { TensorInfo } from '@tensorflow/tfjs-core';

import { spreadOut } from './convolution-gradients';
import type { Loop, Memory } from './memory';
import type { Sliding } from './window';
import { slidingOver } from './window';

/**
 * Gradient of a depthwise convolution by its filter `[kh, kw, channels, multiplier]`.
 *
 * Inputs `x` and `dy`; attributes as tfjs's `DepthwiseConv2dNativeBackpropFilter`.
 */
export const depthwiseFilterGradient: Loop = (memory, inputs, attrs) => {
  const x = inputs['x']!;
  const dy = inputs['dy']!;
  const shape = attrs['filterShape'] as number[];
  const s = slidingOver(x.shape, [shape[0]!, shape[1]!], attrs);
  const multiplier = shape[3]!;
  const out = memory.zeros(shape);
  const pixels: Pixels = { x: memory.floats(x), dy: memory.floats(dy), dw: memory.floats(out), multiplier };
  forEachTap(s, (tap, input, output) => addOuter(pixels, s.inChannels, tap, input, output));
  return out;
};

/**
 * Gradient of a depthwise convolution by its input.
 *
 * Inputs `dy` and `filter`; attributes as tfjs's `DepthwiseConv2dNativeBackpropInput`.
 */
export const depthwiseInputGradient: Loop = (memory, inputs, attrs) => {
  const dy = inputs['dy']!;
  const filter = inputs['filter']!;
  const inputShape = attrs['inputShape'] as number[];
  const s = slidingOver(inputShape, [filter.shape[0]!, filter.shape[1]!], attrs);
  return filter.shape[3] === 1
    ? asDepthwise(memory, dy, filter, s)
    : scattered(memory, dy, filter, s, inputShape);
};

interface Pixels {
  readonly x: Float32Array;
  readonly dy: Float32Array;
  readonly dw: Float32Array;
  readonly multiplier: number;
}

function addOuter(
  { x, dy, dw, multiplier }: Pixels,
  channels: number,
  tap: number,
  input: number,
  output: number,
): void {
  const to = tap * channels * multiplier;
  const read = input * channels;
  const gradient = output * channels * multiplier;
  if (multiplier === 1) {
    for (let c = 0; c < channels; c++) dw[to + c] = dw[to + c]! + x[read + c]! * dy[gradient + c]!;
    return;
  }
  for (let c = 0; c < channels; c++) {
    const value = x[read + c]!;
    for (let m = c * multiplier; m < (c + 1) * multiplier; m++) {
      dw[to + m] = dw[to + m]! + value * dy[gradient + m]!;
    }
  }
}

/** With one filter a channel the gradient is the depthwise convolution of the spread `dy` with the flipped filter. */
function asDepthwise(memory: Memory, dy: TensorInfo, filter: TensorInfo, s: Sliding): TensorInfo {
  const spread = spreadOut(memory, dy, s);
  const flipped = memory.make(filter.shape);
  const from = memory.floats(filter);
  const to = memory.floats(flipped);
  const channels = s.inChannels;
  for (let read = from.length - channels, write = 0; read >= 0; read -= channels, write += channels) {
    for (let c = 0; c < channels; c++) to[write + c] = from[read + c]!;
  }
  const result = memory.run(
    'DepthwiseConv2dNative',
    { x: spread, filter: flipped },
    { strides: [1, 1], dilations: [s.dilationHeight, s.dilationWidth], pad: 'valid' },
  );
  memory.free(spread, flipped);
  return result;
}

function scattered(
  memory: Memory,
  dy: TensorInfo,
  filter: TensorInfo,
  s: Sliding,
  inputShape: readonly number[],
): TensorInfo {
  const out = memory.zeros(inputShape);
  const dx = memory.floats(out);
  const gradients = memory.floats(dy);
  const weights = memory.floats(filter);
  const channels = s.inChannels;
  const multiplier = filter.shape[3]!;
  forEachTap(s, (tap, input, output) => {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let m = c * multiplier; m < (c + 1) * multiplier; m++) {
        sum += gradients[output * channels * multiplier + m]! * weights[tap * channels * multiplier + m]!;
      }
      dx[input * channels + c] = dx[input * channels + c]! + sum;
    }
  });
  return out;
}

/** Visits every pair of an output position and an input position under one tap of its kernel; positions count pixels of the whole batch. */
function forEachTap(s: Sliding, visit: (tap: number, input: number, output: number) => void): void {
  for (let n = 0; n < s.batch; n++) {
    for (let y = 0; y < s.outHeight; y++) {
      const firstOutput = (n * s.outHeight + y) * s.outWidth;
      for (let i = 0; i < s.kernelHeight; i++) {
        const row = y * s.strideHeight + i * s.dilationHeight - s.top;
        if (row < 0 || row >= s.inHeight) continue;
        visitRow(s, i * s.kernelWidth, (n * s.inHeight + row) * s.inWidth, firstOutput, visit);
      }
    }
  }
}

function visitRow(
  s: Sliding,
  firstTap: number,
  firstInput: number,
  firstOutput: number,
  visit: (tap: number, input: number, output: number) => void,
): void {
  for (let j = 0; j < s.kernelWidth; j++) {
    const shift = j * s.dilationWidth - s.left;
    const from = Math.max(0, Math.ceil(-shift / s.strideWidth));
    const to = Math.min(s.outWidth, Math.floor((s.inWidth - 1 - shift) / s.strideWidth) + 1);
    for (let x = from; x < to; x++)
      visit(firstTap + j, firstInput + x * s.strideWidth + shift, firstOutput + x);
  }
}
