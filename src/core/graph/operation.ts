/**
 * Sizes of one example without the batch axis: `[height, width, channels]`,
 * `[positions, features]` (a sequence) or `[features]`.
 */
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
  /** On a sequence the same layer at every position. */
  | { readonly kind: 'dense'; readonly units: number; readonly useBias: boolean }
  | (Window & { readonly kind: 'max_pool2d'; readonly size: Pair })
  | (Window & { readonly kind: 'avg_pool2d'; readonly size: Pair })
  | { readonly kind: 'global_avg_pool2d' }
  | { readonly kind: 'global_max_pool2d' }
  /** The mean over the positions of a sequence. */
  | { readonly kind: 'global_avg_pool1d' }
  /**
   * A row of `units` learned numbers for each token: `[positions]` becomes
   * `[positions, units]`. Tokens are numbers from 0 to below `vocabulary`;
   * others are rounded, and moved to the nearest of these.
   */
  | { readonly kind: 'embedding'; readonly vocabulary: number; readonly units: number }
  /** Adds a learned row to each position of a sequence. */
  | { readonly kind: 'position_embedding' }
  /**
   * Each position of a sequence looks at all of them: scaled dot-product
   * self-attention with several heads (Vaswani et al., "Attention Is All You
   * Need", 2017, equation 1 and section 3.2.2), and a dense layer back to the
   * features that came in.
   */
  | {
      readonly kind: 'multi_head_attention';
      readonly heads: number;
      /** Length of the queries, keys and values of one head. */
      readonly keyUnits: number;
      /** A position looks at itself and those before it only. */
      readonly causal: boolean;
      readonly useBias: boolean;
    }
  | { readonly kind: 'batch_norm'; readonly epsilon: number; readonly momentum: number }
  | { readonly kind: 'layer_norm'; readonly epsilon: number }
  | { readonly kind: 'activation'; readonly activation: Activation }
  | { readonly kind: 'dropout'; readonly rate: number }
  /**
   * Training sets whole examples to zero, with probability `rate`, and scales
   * the others by 1 / (1 - rate); prediction is the identity. Put before an
   * `add` it drops a residual branch (Huang et al., "Deep Networks with
   * Stochastic Depth", 2016). Departure: they scale when predicting instead.
   */
  | { readonly kind: 'drop_path'; readonly rate: number }
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
