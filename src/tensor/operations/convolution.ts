import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

import type { Padding, Pair } from '../../core/graph/operation';
import { differentiable, runKernel } from './differentiable';

export interface ConvolutionWindow {
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

/**
 * Convolution of images with any stride, dilation and number of groups, with
 * gradients on every backend; tfjs itself refuses gradients of dilated ones.
 *
 * @param x `[batch, height, width, channels]`
 * @param filter `[kh, kw, channels / groups, filters]`
 * @param needsInputGradient false spares the gradient by `x`, where nothing before it has weights
 */
export function convolution(
  x: Tensor,
  filter: Tensor,
  groups: number,
  window: ConvolutionWindow,
  needsInputGradient = true,
): Tensor {
  if (groups === 1) return convolve(x, filter, window, needsInputGradient);
  const channels = x.shape[3]!;
  const [height, width, , filters] = filter.shape as [number, number, number, number];
  if (groups === channels) {
    // One input channel a group: the filters of a channel lie together, as depthwise convolution has them.
    const depthwise = tf.reshape(filter, [height, width, channels, filters / channels]);
    return depthwiseConvolution(x, depthwise, window, needsInputGradient);
  }
  const images = tf.split(x, groups, 3);
  const parts = tf.split(filter, groups, 3);
  return tf.concat(
    images.map((image, i) => convolve(image, parts[i]!, window, needsInputGradient)),
    3,
  );
}

/**
 * One or more filters for each channel.
 *
 * @param filter `[kh, kw, channels, multiplier]`; output channel `c multiplier + m`
 */
export function depthwiseConvolution(
  x: Tensor,
  filter: Tensor,
  window: ConvolutionWindow,
  needsInputGradient = true,
): Tensor {
  if (isDilated(window) && !hasDilatedGradients()) {
    return depthwiseConvolution(x, inflated(filter, window.dilation), undilated(window), needsInputGradient);
  }
  const attrs = attributesOf(window);
  return differentiable(
    needsInputGradient ? [x, filter] : [filter],
    () => ({ value: runKernel('DepthwiseConv2dNative', { x, filter }, attrs), saved: [x, filter] }),
    (dy, [image, weights]) => {
      const byFilter = runKernel(
        'DepthwiseConv2dNativeBackpropFilter',
        { x: image!, dy },
        { ...attrs, filterShape: weights!.shape },
      );
      if (!needsInputGradient) return [byFilter];
      const byInput = runKernel(
        'DepthwiseConv2dNativeBackpropInput',
        { dy, filter: weights! },
        { ...attrs, inputShape: image!.shape },
      );
      return [byInput, byFilter];
    },
  );
}

function convolve(x: Tensor, filter: Tensor, window: ConvolutionWindow, needsInputGradient: boolean): Tensor {
  if (isDilated(window) && !hasDilatedGradients()) {
    return convolve(x, inflated(filter, window.dilation), undilated(window), needsInputGradient);
  }
  const attrs = { ...attributesOf(window), dataFormat: 'NHWC' };
  return differentiable(
    needsInputGradient ? [x, filter] : [filter],
    () => ({ value: runKernel('Conv2D', { x, filter }, attrs), saved: [x, filter] }),
    (dy, [image, weights]) => {
      const byFilter = runKernel(
        'Conv2DBackpropFilter',
        { x: image!, dy },
        { ...attrs, filterShape: weights!.shape },
      );
      if (!needsInputGradient) return [byFilter];
      const byInput = runKernel(
        'Conv2DBackpropInput',
        { dy, filter: weights! },
        { ...attrs, inputShape: image!.shape },
      );
      return [byInput, byFilter];
    },
  );
}

function attributesOf({ stride, dilation, padding }: ConvolutionWindow): tf.NamedAttrMap {
  return { strides: [...stride], dilations: [...dilation], pad: padding };
}

/** Our WASM kernels take dilations; those of the other backends ignore or refuse them. */
function hasDilatedGradients(): boolean {
  return tf.getBackend() === 'wasm';
}

function isDilated({ dilation }: ConvolutionWindow): boolean {
  return dilation[0] > 1 || dilation[1] > 1;
}

function undilated(window: ConvolutionWindow): ConvolutionWindow {
  return { ...window, dilation: [1, 1] };
}

/** The filter with dilation - 1 zeros between its taps: the same convolution without dilation, at dilation² times the work. */
function inflated(filter: Tensor, [down, across]: Pair): Tensor {
  const [height, width, inner, outer] = filter.shape as [number, number, number, number];
  const size = inner * outer;
  const rows = tf.pad(tf.reshape(filter, [height, 1, width * size]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const columns = tf.pad(tf.reshape(rows, [height * down * width, 1, size]), [
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  const full = tf.reshape(columns, [height * down, width * across, inner, outer]);
  return tf.slice(
    full as Tensor4D,
    [0, 0, 0, 0],
    [(height - 1) * down + 1, (width - 1) * across + 1, inner, outer],
  );
}
