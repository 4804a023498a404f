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
  const out = memory.zeros(shape);
  const pixels: Pixels = {
    x: memory.floats(x),
    dy: memory.floats(dy),
    dw: memory.floats(out),
    multiplier: shape[3]!,
  };
  // One filter a channel is by far the most frequent case, and has its sums in registers.
  let c = 0;
  if (pixels.multiplier === 1) for (; c + 4 <= s.inChannels; c += 4) addFourChannels(pixels, s, c);
  if (c < s.inChannels) {
    const first = c;
    forEachTap(s, (tap, input, output) => addOuter(pixels, s.inChannels, first, tap, input, output));
  }
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

/** Adds one pixel's products for the channels from `first` on. */
function addOuter(
  { x, dy, dw, multiplier }: Pixels,
  channels: number,
  first: number,
  tap: number,
  input: number,
  output: number,
): void {
  const to = tap * channels * multiplier;
  const read = input * channels;
  const gradient = output * channels * multiplier;
  for (let c = first; c < channels; c++) {
    const value = x[read + c]!;
    for (let m = c * multiplier; m < (c + 1) * multiplier; m++) {
      dw[to + m] = dw[to + m]! + value * dy[gradient + m]!;
    }
  }
}

/** Sums the products of channels `c` to `c + 3` over the whole batch, tap by tap. */
function addFourChannels({ x, dy, dw }: Pixels, s: Sliding, c: number): void {
  const channels = s.inChannels;
  for (let tap = 0; tap < s.kernelHeight * s.kernelWidth; tap++) {
    const down = Math.floor(tap / s.kernelWidth) * s.dilationHeight - s.top;
    const across = (tap % s.kernelWidth) * s.dilationWidth - s.left;
    const { from, to } = reached(s.outWidth, s.strideWidth, across, s.inWidth);
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let line = 0; line < s.batch * s.outHeight; line++) {
      const row = (line % s.outHeight) * s.strideHeight + down;
      if (row < 0 || row >= s.inHeight) continue;
      const pixel = (Math.floor(line / s.outHeight) * s.inHeight + row) * s.inWidth + across;
      let read = (pixel + from * s.strideWidth) * channels + c;
      const end = (line * s.outWidth + to) * channels + c;
      for (let g = (line * s.outWidth + from) * channels + c; g < end; g += channels) {
        s0 += x[read]! * dy[g]!;
        s1 += x[read + 1]! * dy[g + 1]!;
        s2 += x[read + 2]! * dy[g + 2]!;
        s3 += x[read + 3]! * dy[g + 3]!;
        read += s.strideWidth * channels;
      }
    }
    dw.set([s0, s1, s2, s3], tap * channels + c);
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
    const { from, to } = reached(s.outWidth, s.strideWidth, shift, s.inWidth);
    for (let x = from; x < to; x++)
      visit(firstTap + j, firstInput + x * s.strideWidth + shift, firstOutput + x);
  }
}

/** The output positions from `from` to before `to` whose input position `position stride + shift` lies inside the image. */
function reached(count: number, stride: number, shift: number, size: number): { from: number; to: number } {
  return {
    from: Math.max(0, Math.ceil(-shift / stride)),
    to: Math.min(count, Math.floor((size - 1 - shift) / stride) + 1),
  };
}
