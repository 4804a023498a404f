import { backend_util } from '@tensorflow/tfjs-core';
import type { NamedAttrMap } from '@tensorflow/tfjs-core';

import type { Padding, Pair } from '../../core/graph/operation';
import { placeWindow } from '../../core/graph/window';

/** A kernel sliding over an image: what every convolution and pooling loop needs. */
export interface Sliding {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  /** Padding before the first row and column; what comes after is implied. */
  readonly top: number;
  readonly left: number;
}

/** Attributes as tfjs passes them to its convolution and pooling kernels, and as we pass them to ours. */
export interface WindowAttributes {
  readonly strides: Pair | number;
  readonly pad: Padding | number | backend_util.ExplicitPadding;
  readonly dilations?: Pair | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** @param input `[batch, height, width, channels]` */
export function slidingOver(input: readonly number[], kernel: Pair, attrs: NamedAttrMap): Sliding {
  // tfjs types attributes by their serialised form; these are the ones its window operations have.
  const { strides, pad, dilations, dimRoundingMode } = attrs as NamedAttrMap & WindowAttributes;
  const shape = input as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(
    shape,
    [kernel[0], kernel[1], shape[3], 1],
    pair(strides),
    pair(dilations ?? 1),
    pad,
    dimRoundingMode,
    true,
  );
  return {
    batch: shape[0],
    inHeight: shape[1],
    inWidth: shape[2],
    inChannels: shape[3],
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    kernelHeight: kernel[0],
    kernelWidth: kernel[1],
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

/** Rows above and below, and columns left and right, that `same` padding adds. */
export function samePadding(map: Pair, kernel: Pair, attrs: NamedAttrMap): [number, number][] {
  const { strides, dilations } = attrs as NamedAttrMap & WindowAttributes;
  const stride = pair(strides);
  const dilation = pair(dilations ?? 1);
  return ([0, 1] as const).map((axis) => {
    const { before, after } = placeWindow(map[axis], kernel[axis], stride[axis], dilation[axis], 'same');
    return [before, after];
  });
}

function pair(value: Pair | number): [number, number] {
  return typeof value === 'number' ? [value, value] : [value[0], value[1]];
}
