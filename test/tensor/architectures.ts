import { attention, conv as convolution, separable as separableConvolution } from '../support/operations';
import type { Architecture } from '../../src/core/graph/architecture';
import type { NodeRef } from '../../src/core/graph/graph-builder';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import { ACTIVATIONS } from '../../src/core/graph/operation';
import type { Operation, Shape } from '../../src/core/graph/operation';

/** One operation between a batch norm, so that gradients flow through it, and a dense layer of 3 units. */
export function around(shape: Shape, operation: Operation, terms = 1): Architecture {
  const g = new GraphBuilder(shape);
  const first = g.batchNorm(g.input, 1e-3);
  const others = (['tanh', 'sigmoid'] as const).slice(0, terms - 1).map((name) => g.activation(first, name));
  let y = g.node(operation, [first, ...others], 'middle');
  if (g.shapeOf(y).length > 1) y = g.node({ kind: 'flatten' }, [y]);
  g.dense(y, 3);
  return g.build();
}

/** Tokens as rows, the operation, and a dense layer of 3 units. */
export function ofTokens(positions: number, operation?: Operation): Architecture {
  const g = new GraphBuilder([positions]);
  const rows = g.embedding(g.input, 7, 8);
  g.dense(g.flatten(operation ? g.node(operation, [rows], 'middle') : rows), 3);
  return g.build();
}

/** The values, or tokens made of them where an architecture begins with an embedding. */
export function asInput({ nodes }: Architecture, values: Float32Array): Float32Array {
  const first = nodes[1]!.operation;
  if (first.kind !== 'embedding') return values;
  return values.map((value) => Math.floor(Math.abs(10 * value)) % first.vocabulary);
}

const image: Shape = [6, 5, 4];
const sequence: Shape = [5, 8];
const conv = convolution({ filters: 8 });
const separable = separableConvolution({ filters: 6, useBias: true });

/** An architecture for every kind of operation, in each of the forms that are built differently. */
export const SAMPLES: readonly { readonly title: string; readonly architecture: Architecture }[] = [
  { title: 'conv2d', architecture: around(image, conv) },
  {
    title: 'conv2d without bias, stride 2, valid',
    architecture: around(image, { ...conv, useBias: false, stride: [2, 2], padding: 'valid' }),
  },
  { title: 'conv2d, oblong', architecture: around(image, { ...conv, kernel: [1, 4], stride: [2, 1] }) },
  { title: 'conv2d, dilated', architecture: around(image, { ...conv, dilation: [2, 2] }) },
  { title: 'conv2d, 2 groups', architecture: around(image, { ...conv, groups: 2 }) },
  { title: 'conv2d, depthwise', architecture: around(image, { ...conv, groups: 4, filters: 4 }) },
  { title: 'conv2d, depthwise with 2 filters', architecture: around(image, { ...conv, groups: 4 }) },
  {
    title: 'conv2d, depthwise and dilated',
    architecture: around(image, { ...conv, groups: 4, dilation: [2, 1] }),
  },
  {
    title: 'conv2d, 2 groups and dilated',
    architecture: around(image, { ...conv, groups: 2, dilation: [1, 2], useBias: false }),
  },
  {
    title: 'conv2d, depthwise, stride 2, valid',
    architecture: around(image, { ...conv, groups: 4, stride: [2, 2], padding: 'valid' }),
  },
  { title: 'separable_conv2d', architecture: around(image, separable) },
  {
    title: 'separable_conv2d, stride 2',
    architecture: around(image, { ...separable, stride: [2, 2], useBias: false }),
  },
  { title: 'separable_conv2d, dilated', architecture: around(image, { ...separable, dilation: [2, 2] }) },
  { title: 'dense', architecture: around([7], { kind: 'dense', units: 5, useBias: true }) },
  { title: 'dense without bias', architecture: around([7], { kind: 'dense', units: 5, useBias: false }) },
  {
    title: 'dense of a sequence',
    architecture: around(sequence, { kind: 'dense', units: 5, useBias: true }),
  },
  {
    title: 'dense of a sequence without bias',
    architecture: around(sequence, { kind: 'dense', units: 5, useBias: false }),
  },
  {
    title: 'max_pool2d',
    architecture: around(image, { kind: 'max_pool2d', size: [3, 3], stride: [2, 2], padding: 'same' }),
  },
  {
    title: 'max_pool2d of one pixel',
    architecture: around(image, { kind: 'max_pool2d', size: [1, 1], stride: [2, 2], padding: 'same' }),
  },
  {
    title: 'avg_pool2d',
    architecture: around(image, { kind: 'avg_pool2d', size: [3, 3], stride: [1, 1], padding: 'same' }),
  },
  {
    title: 'avg_pool2d, oblong, valid',
    architecture: around(image, { kind: 'avg_pool2d', size: [2, 3], stride: [2, 1], padding: 'valid' }),
  },
  { title: 'global_avg_pool2d', architecture: around(image, { kind: 'global_avg_pool2d' }) },
  { title: 'global_avg_pool1d', architecture: around(sequence, { kind: 'global_avg_pool1d' }) },
  { title: 'global_max_pool2d', architecture: around(image, { kind: 'global_max_pool2d' }) },
  {
    title: 'batch_norm of images',
    architecture: around(image, { kind: 'batch_norm', epsilon: 1e-3, momentum: 0.9 }),
  },
  {
    title: 'batch_norm of vectors',
    architecture: around([9], { kind: 'batch_norm', epsilon: 1e-5, momentum: 0.5 }),
  },
  { title: 'layer_norm of images', architecture: around(image, { kind: 'layer_norm', epsilon: 1e-3 }) },
  { title: 'layer_norm of vectors', architecture: around([9], { kind: 'layer_norm', epsilon: 1e-5 }) },
  {
    title: 'batch_norm of sequences',
    architecture: around(sequence, { kind: 'batch_norm', epsilon: 1e-3, momentum: 0.9 }),
  },
  { title: 'layer_norm of sequences', architecture: around(sequence, { kind: 'layer_norm', epsilon: 1e-3 }) },
  { title: 'embedding', architecture: ofTokens(6) },
  { title: 'position_embedding', architecture: around(sequence, { kind: 'position_embedding' }) },
  { title: 'position_embedding of tokens', architecture: ofTokens(6, { kind: 'position_embedding' }) },
  { title: 'multi_head_attention', architecture: around(sequence, attention()) },
  { title: 'multi_head_attention, causal', architecture: around(sequence, attention({ causal: true })) },
  {
    title: 'multi_head_attention without bias, one head',
    architecture: around(sequence, attention({ heads: 1, keyUnits: 7, useBias: false })),
  },
  {
    title: 'multi_head_attention of one position',
    architecture: around([1, 6], attention({ causal: true })),
  },
  {
    title: 'multi_head_attention of tokens',
    architecture: ofTokens(6, attention({ heads: 4, keyUnits: 4 })),
  },
  ...ACTIVATIONS.map((activation) => ({
    title: `activation ${activation}`,
    architecture: around(image, { kind: 'activation', activation }),
  })),
  { title: 'dropout', architecture: around(image, { kind: 'dropout', rate: 0.3 }) },
  { title: 'dropout of sequences', architecture: around(sequence, { kind: 'dropout', rate: 0.3 }) },
  { title: 'drop_path of images', architecture: around(image, { kind: 'drop_path', rate: 0.4 }) },
  { title: 'drop_path of sequences', architecture: around(sequence, { kind: 'drop_path', rate: 0.4 }) },
  { title: 'drop_path of vectors', architecture: around([9], { kind: 'drop_path', rate: 0.4 }) },
  {
    title: 'activation softmax of sequences',
    architecture: around(sequence, { kind: 'activation', activation: 'softmax' }),
  },
  { title: 'add of sequences', architecture: around(sequence, { kind: 'add' }, 2) },
  { title: 'concat of sequences', architecture: around(sequence, { kind: 'concat' }, 2) },
  { title: 'add of 2', architecture: around(image, { kind: 'add' }, 2) },
  { title: 'add of 3', architecture: around(image, { kind: 'add' }, 3) },
  { title: 'concat', architecture: around(image, { kind: 'concat' }, 3) },
  { title: 'concat of vectors', architecture: around([4], { kind: 'concat' }, 2) },
  { title: 'flatten', architecture: around(image, { kind: 'flatten' }) },
  { title: 'flatten of a vector', architecture: around([4], { kind: 'flatten' }) },
  { title: 'reshape', architecture: around(image, { kind: 'reshape', shape: [10, 12] }) },
  { title: 'identity', architecture: around(image, { kind: 'identity' }) },
  { title: 'zero', architecture: around(image, { kind: 'zero' }) },
];

/** An encoder of tokens, pre-norm as GPT-2 has it, with stochastic depth. */
export function transformer(
  positions: number,
  outputs: number,
  { vocabulary = 20, units = 8, heads = 2, layers = 2 } = {},
): Architecture {
  const g = new GraphBuilder([positions]);
  let x = g.positionEmbedding(g.embedding(g.input, vocabulary, units));
  for (let i = 0; i < layers; i++) {
    x = g.add([x, g.dropPath(g.multiHeadAttention(g.layerNorm(x), heads), 0.1)]);
    const hidden = g.activation(g.dense(g.layerNorm(x), 2 * units), 'gelu');
    x = g.add([x, g.dropPath(g.dense(hidden, units), 0.1)]);
  }
  g.dense(g.globalAvgPool1d(g.layerNorm(x)), outputs);
  return g.build();
}

/** The NAS-Bench-201 skeleton with one cell a stage, and a cell with each of its operations. */
export function nasBench201(stemChannels: number, inputShape: Shape, classes: number): Architecture {
  const g = new GraphBuilder(inputShape);
  const unit = (x: NodeRef, filters: number, kernel: number, stride = 1): NodeRef =>
    g.batchNorm(g.conv2d(g.activation(x, 'relu'), filters, kernel, { stride }));
  const cell = (x: NodeRef, c: number): NodeRef => {
    const first = unit(x, c, 3);
    const pooled = g.avgPool(first, 3, { stride: 1, padding: 'same' });
    const second = g.add([unit(x, c, 3), pooled]);
    return g.add([x, unit(first, c, 1), unit(second, c, 3)]);
  };
  const reduce = (x: NodeRef, c: number): NodeRef =>
    g.add([unit(unit(x, c, 3, 2), c, 3), g.conv2d(g.avgPool(x, 2, { padding: 'same' }), c, 1)]);
  let x = cell(g.batchNorm(g.conv2d(g.input, stemChannels, 3)), stemChannels);
  for (const c of [2 * stemChannels, 4 * stemChannels]) x = cell(reduce(x, c), c);
  g.dense(g.globalAvgPool(g.activation(g.batchNorm(x), 'relu')), classes);
  return g.build();
}

/** Convolutions with batch norm, then a dense layer. */
export function chain(
  inputShape: Shape,
  outputs: number,
  filters: readonly number[] = [8, 16],
): Architecture {
  const g = new GraphBuilder(inputShape);
  let x = g.input;
  for (const count of filters) {
    x = g.maxPool(g.activation(g.batchNorm(g.conv2d(x, count, 3)), 'relu'), 2, { padding: 'same' });
  }
  g.dense(g.node({ kind: 'flatten' }, [x]), outputs);
  return g.build();
}

/** A perceptron with dropout. */
export function mlp(features: number, outputs: number, hidden: readonly number[] = [32, 32]): Architecture {
  const g = new GraphBuilder([features]);
  let x = g.input;
  for (const units of hidden) x = g.dropout(g.activation(g.dense(x, units), 'relu'), 0.1);
  g.dense(x, outputs);
  return g.build();
}
