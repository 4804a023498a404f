/** Sizes of one example without the batch axis: `[height, width, channels]` or `[features]`. */
export type Shape = readonly number[];

/** `[vertical, horizontal]`. */
export type Pair = readonly [number, number];

export type Padding = 'same' | 'valid';

export const ACTIVATIONS = [
  'linear',
  'relu',
  'relu6',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'swish',
  'hard_swish',
  'sigmoid',
  'hard_sigmoid',
  'tanh',
  'softplus',
  'softmax',
] as const;

export type Activation = (typeof ACTIVATIONS)[number];

interface Window {
  readonly stride: Pair;
  readonly padding: Padding;
}

/**
 * What a node of an architecture computes. Images are channels-last.
 *
 * `same` padding is TensorFlow's: the output has ceil(size / stride) positions,
 * and the odd pixel of padding goes after. Average pooling leaves padding out
 * of the mean.
 */
export type Operation =
  | { readonly kind: 'input'; readonly shape: Shape }
  | (Window & {
      readonly kind: 'conv2d';
      readonly filters: number;
      readonly kernel: Pair;
      readonly dilation: Pair;
      /** Divides input channels and filters; equal to the input channels it is a depthwise convolution. */
      readonly groups: number;
      readonly useBias: boolean;
    })
  | (Window & {
      /** Depthwise (one filter a channel), then pointwise to `filters`. */
      readonly kind: 'separable_conv2d';
      readonly filters: number;
      readonly kernel: Pair;
      readonly dilation: Pair;
      readonly useBias: boolean;
    })
  | { readonly kind: 'dense'; readonly units: number; readonly useBias: boolean }
  | (Window & { readonly kind: 'max_pool2d'; readonly size: Pair })
  | (Window & { readonly kind: 'avg_pool2d'; readonly size: Pair })
  | { readonly kind: 'global_avg_pool2d' }
  | { readonly kind: 'global_max_pool2d' }
  | { readonly kind: 'batch_norm'; readonly epsilon: number; readonly momentum: number }
  | { readonly kind: 'layer_norm'; readonly epsilon: number }
  | { readonly kind: 'activation'; readonly activation: Activation }
  | { readonly kind: 'dropout'; readonly rate: number }
  | { readonly kind: 'add' }
  /** Joins along the last axis. */
  | { readonly kind: 'concat' }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'reshape'; readonly shape: Shape }
  | { readonly kind: 'identity' }
  /** Zeros in the shape of its input: a missing edge that must keep its place. */
  | { readonly kind: 'zero' };

export type OperationKind = Operation['kind'];

export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>;
