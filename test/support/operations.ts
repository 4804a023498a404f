import type { Operation, OperationOf, Padding, Pair } from '../../src/core/graph/operation';

const window = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  dilation: [1, 1],
} as const;

/** A 3x3 convolution to 16 channels with bias, unless told otherwise. */
export const conv = (fields: Partial<OperationOf<'conv2d'>> = {}): OperationOf<'conv2d'> => ({
  kind: 'conv2d',
  filters: 16,
  ...window,
  groups: 1,
  useBias: true,
  ...fields,
});

/** A separable 3x3 convolution to 16 channels without bias, unless told otherwise. */
export const separable = (
  fields: Partial<OperationOf<'separable_conv2d'>> = {},
): OperationOf<'separable_conv2d'> => ({
  kind: 'separable_conv2d',
  filters: 16,
  ...window,
  useBias: false,
  ...fields,
});

export const pool = (size: Pair, stride: Pair, padding: Padding): Operation => ({
  kind: 'max_pool2d',
  size,
  stride,
  padding,
});

/** Attention with 2 heads of 3 and bias, unless told otherwise. */
export const attention = (
  fields: Partial<OperationOf<'multi_head_attention'>> = {},
): OperationOf<'multi_head_attention'> => ({
  kind: 'multi_head_attention',
  heads: 2,
  keyUnits: 3,
  causal: false,
  useBias: true,
  ...fields,
});
