import { createRng } from '../../src/core/base/random';
import type { Architecture } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { NodeRef } from '../../src/core/graph/graph-builder';
import { ACTIVATIONS } from '../../src/core/graph/operation';
import type { SearchSpace } from '../../src/core/space/space';
import { createSpace } from '../../src/core/space/catalog';
import { tinyTransformer } from './spaces';

export interface CodeCase {
  /** A file name. */
  readonly name: string;
  readonly architecture: Architecture;
}

const VOCABULARY = 9;

type Body = (g: GraphBuilder, x: NodeRef) => NodeRef;

/** Small networks that together use every operation, with the windows that frameworks disagree about. */
export const ZOO: readonly CodeCase[] = [
  image('conv_valid', (g, x) => g.conv2d(x, 4, 3, { padding: 'valid', useBias: true })),
  image('conv_same_stride2', (g, x) => g.conv2d(x, 4, 3, { stride: 2 })),
  image('conv_even_kernel', (g, x) => g.conv2d(x, 4, [2, 4])),
  image('conv_uneven', (g, x) => g.conv2d(x, 4, [1, 3], { stride: [1, 2] })),
  image('conv_stride_beyond_kernel', (g, x) => g.conv2d(x, 4, 1, { stride: 3 })),
  image('conv_dilated', (g, x) => g.conv2d(x, 4, 3, { dilation: 2, useBias: true })),
  image('conv_dilated_even', (g, x) => g.conv2d(x, 4, 2, { dilation: [1, 3] })),
  image('depthwise', (g, x) => g.conv2d(x, 6, 3, { groups: 6, stride: 2, useBias: true })),
  image('depthwise_multiplier', (g, x) => g.conv2d(x, 12, 3, { groups: 6 })),
  image('depthwise_dilated', (g, x) => g.conv2d(x, 12, 3, { groups: 6, dilation: 2, useBias: true })),
  image('depthwise_unequal_stride', (g, x) => g.conv2d(x, 6, 3, { groups: 6, stride: [2, 1] })),
  image('grouped', (g, x) => g.conv2d(x, 9, 3, { groups: 3, stride: 2, useBias: true })),
  image('separable', (g, x) => g.separableConv2d(x, 5, 3, { stride: 2, useBias: true })),
  image('separable_dilated', (g, x) => g.separableConv2d(x, 5, 3, { dilation: 2 })),
  image('separable_unequal_stride', (g, x) => g.separableConv2d(x, 5, 3, { stride: [1, 2] })),
  image('max_pool', (g, x) => g.maxPool(x, 2)),
  image('max_pool_uneven', (g, x) => g.maxPool(x, 3, { stride: 2 })),
  image('max_pool_valid', (g, x) => g.maxPool(x, [2, 3], { padding: 'valid', stride: 1 })),
  image('avg_pool_same', (g, x) => g.avgPool(x, 3, { stride: 1 })),
  image('avg_pool_uneven', (g, x) => g.avgPool(x, 3, { stride: 2 })),
  image('avg_pool_even', (g, x) => g.avgPool(x, [2, 4], { stride: 1 })),
  image('avg_pool_valid', (g, x) => g.avgPool(x, 2, { padding: 'valid' })),
  image('batch_norm', (g, x) => g.batchNorm(x, 1e-3, 0.97)),
  image('layer_norm', (g, x) => g.layerNorm(x, 1e-3)),
  image('norms_of_rank_2', (g, x) => {
    const flat = g.node({ kind: 'reshape', shape: [35, 6] }, [x]);
    const normed = g.layerNorm(g.batchNorm(flat));
    const joined = g.concat([normed, g.activation(normed, 'softmax')]);
    return g.node({ kind: 'reshape', shape: [5, 7, 12] }, [joined]);
  }),
  image('reshape', (g, x) => g.node({ kind: 'reshape', shape: [7, 5, 6] }, [x])),
  image('skip_and_zero', (g, x) => {
    const identity = g.node({ kind: 'identity' }, [x]);
    return g.concat([g.add([identity, g.zero(x), x]), g.dropout(x, 0.25)]);
  }),
  image('add_twice', (g, x) => g.add([x, x])),
  ...ACTIVATIONS.map((activation) =>
    image(`activation_${activation}`, (g, x) => g.activation(x, activation)),
  ),
  image('depthwise_gelu', (g, x) => g.activation(g.depthwiseConv2d(x, 3, { multiplier: 2 }), 'gelu')),
  image('grouped_dilated', (g, x) => g.conv2d(x, 4, 3, { groups: 2, dilation: [1, 2] })),
  image('drop_path', (g, x) => g.add([x, g.dropPath(g.conv2d(x, 6, 1), 0.2)])),
  sequence('sequence_dense', (g, x) => g.dense(g.activation(g.dense(x, 5), 'gelu'), 4, false)),
  sequence('sequence_norms', (g, x) => g.layerNorm(g.batchNorm(x))),
  sequence('sequence_average', (g, x) => g.globalAvgPool1d(g.add([x, g.dropPath(x, 0.3)]))),
  sequence('sequence_positions', (g, x) => g.positionEmbedding(x)),
  sequence('attention', (g, x) => g.multiHeadAttention(x, 2)),
  sequence('attention_causal', (g, x) => g.multiHeadAttention(x, 3, { keyUnits: 4, causal: true })),
  sequence('attention_without_bias', (g, x) => g.multiHeadAttention(x, 1, { keyUnits: 3, useBias: false })),
  sequence('attention_in_a_long_line', (g, x) =>
    g.group('an_encoder_layer_of_many', () =>
      g.multiHeadAttention(x, 3, { keyUnits: 4, causal: true, useBias: false }),
    ),
  ),
  tokens('embedding', (g, x) => g.embedding(x, VOCABULARY, 4)),
  tokens('transformer', (g, x) => {
    const rows = g.positionEmbedding(g.embedding(x, VOCABULARY, 8));
    const seen = g.add([rows, g.dropPath(g.multiHeadAttention(g.layerNorm(rows), 2), 0.1)]);
    const thought = g.dense(g.activation(g.dense(g.layerNorm(seen), 12), 'gelu'), 8);
    return g.layerNorm(g.add([seen, g.dropout(thought, 0.1)]));
  }),
  vector('vector_norms', (g, x) => g.layerNorm(g.batchNorm(g.dense(x, 6, false)))),
  vector('vector_concat', (g, x) => g.concat([g.dense(x, 3), g.activation(g.dense(x, 4), 'softmax')])),
  vector('vector_to_image', (g, x) =>
    g.globalMaxPool(g.conv2d(g.node({ kind: 'reshape', shape: [2, 2, 2] }, [x]), 3, 2)),
  ),
  reserved(),
];

/** Candidates of every space as a person would get them. */
export const SAMPLED_SPACES: readonly { readonly kind: string; readonly space: SearchSpace }[] = [
  space({ kind: 'nas-bench-201' }, [32, 32, 3], 10),
  space({ kind: 'chain-cnn' }, [8, 8, 1], 10),
  space({ kind: 'mlp' }, [13], 3),
  space(CUSTOM(), [9, 7, 4], 5),
  { kind: 'transformer', space: tinyTransformer() },
];

export function sampled(count: number): CodeCase[] {
  return SAMPLED_SPACES.flatMap(({ kind, space: from }) => {
    const rng = createRng(11);
    return Array.from({ length: count }, (_, i) => ({
      name: `${kind.replaceAll('-', '_')}_${i}`,
      architecture: from.build(from.sample(rng.fork(`${i}`))),
    }));
  });
}

/** A 5x7 image of 6 channels, the body, and a head that sees every pixel in order. */
function image(name: string, body: Body): CodeCase {
  const g = new GraphBuilder([5, 7, 6]);
  const inside = g.group('body', () => body(g, g.input));
  g.group('head', () => g.dense(g.flatten(inside), 3));
  return { name, architecture: g.build() };
}

/** Five positions of 6 features. */
function sequence(name: string, body: Body): CodeCase {
  const g = new GraphBuilder([5, 6]);
  const inside = g.group('body', () => body(g, g.input));
  g.group('head', () => g.dense(g.flatten(inside), 3));
  return { name, architecture: g.build() };
}

/** Five tokens. */
function tokens(name: string, body: Body): CodeCase {
  const g = new GraphBuilder([5]);
  const inside = g.group('body', () => body(g, g.input));
  g.group('head', () => g.dense(g.flatten(inside), 3));
  return { name, architecture: g.build() };
}

function vector(name: string, body: Body): CodeCase {
  const g = new GraphBuilder([8]);
  g.dense(
    g.group('body', () => body(g, g.input)),
    2,
  );
  return { name, architecture: g.build() };
}

/** Nodes whose names are words of the languages, of PyTorch's modules and of our own helpers. */
function reserved(): CodeCase {
  const g = new GraphBuilder([4]);
  const words = [
    'lambda',
    'class',
    'forward',
    'tf',
    'layers',
    'x_y',
    'xY',
    'train',
    'torch',
    'createModel',
    'self',
  ];
  words.reduce<NodeRef>((x, word) => g.node({ kind: 'dense', units: 3, useBias: true }, [x], word), g.input);
  return { name: 'reserved_words', architecture: g.build() };
}

function space(options: { readonly kind: string }, inputShape: readonly number[], outputUnits: number) {
  return { kind: options.kind, space: createSpace(options, { inputShape, outputUnits }) };
}

function CUSTOM(): { readonly kind: string } & Readonly<Record<string, unknown>> {
  return {
    kind: 'custom',
    layers: [
      {
        kind: 'conv2d',
        filters: { choose: [4, 8] },
        kernel: { choose: [1, 2, '3x1'] },
        stride: { choose: [1, 2] },
        groups: { choose: [1, 2, 4] },
        norm: { choose: ['none', 'batch', 'layer'] },
        activation: { choose: ['relu', 'leaky_relu', 'hard_swish', 'gelu'] },
      },
      {
        kind: 'separable_conv2d',
        optional: true,
        filters: { choose: [4, 6] },
        kernel: 3,
        dilation: { choose: [1, 2] },
        activation: 'swish',
      },
      { kind: 'avg_pool2d', optional: true, size: { choose: [2, 3] } },
      { kind: 'flatten' },
      { kind: 'dense', units: { choose: [4, 9] }, activation: { choose: ['tanh', 'selu'] } },
      { kind: 'dropout', optional: true, rate: 0.2 },
    ],
  };
}
