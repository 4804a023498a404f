import type { Operation, Padding, Pair } from '../../src/core/graph/operation';

/** A 3x3 convolution to 16 channels with bias, unless told otherwise. */
export const conv = (fields: Partial<Extract<Operation, { kind: 'conv2d' }>> = {}): Operation => ({
  kind: 'conv2d',
  filters: 16,
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  dilation: [1, 1],
  groups: 1,
  useBias: true,
  ...fields,
});
/** A separable 3x3 convolution to 16 channels without bias, unless told otherwise. */
export const separable = (
  fields: Partial<Extract<Operation, { kind: 'separable_conv2d' }>> = {},
): Operation => ({
  kind: 'separable_conv2d',
  filters: 16,
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  dilation: [1, 1],
  useBias: false,
  ...fields,
});

export const pool = (size: Pair, stride: Pair, padding: Padding): Operation => ({
  kind: 'max_pool2d',
  size,
  stride,
  padding,
});
