import { TFJS_ACTIVATIONS } from '../core/codegen/tfjs-activations';
import type { Operation, OperationKind, OperationOf, Shape } from '../core/graph/operation';
import { LEAKY_RELU_SLOPE } from '../core/graph/activations';
import { addTable, emitAttention } from './attention-layers';
import { emitConvolution } from './convolution-layers';
import type { LayerGraph } from './layer-graph';

/** A node on its way into a functional model. */
export interface EmittedNode<O extends Operation> {
  readonly name: string;
  readonly operation: O;
  /** Names of the layers that feed it. */
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
}

/**
 * Adds the layers of a node to the graph; gives the name of the one that puts
 * out its value. Declared as a method, so that the registry can be indexed by a
 * kind that is known only at run time, as `specOf` does with operations.
 */
export type Emitter<O extends Operation> = {
  emit(graph: LayerGraph, node: EmittedNode<O>): string;
}['emit'];

const alias: Emitter<Operation> = (_, { inputs }) => inputs[0]!;

/** How each kind of operation is said in layers of stock TensorFlow.js. */
const EMITTERS: { readonly [K in OperationKind]: Emitter<OperationOf<K>> } = {
  input: (graph, { name, shape }) =>
    graph.layer('InputLayer', name, [], {
      batch_input_shape: [null, ...shape],
      dtype: 'float32',
      sparse: false,
    }),

  conv2d: emitConvolution,

  separable_conv2d(graph, { name, operation, inputs, inputShapes }) {
    const { filters, kernel, useBias } = operation;
    const channels = inputShapes[0]![2]!;
    graph.layer('SeparableConv2D', name, inputs, {
      filters,
      kernel_size: kernel,
      depth_multiplier: 1,
      strides: operation.stride,
      padding: operation.padding,
      dilation_rate: operation.dilation,
      data_format: 'channels_last',
      activation: 'linear',
      use_bias: useBias,
    });
    own(graph, name, 'depthwise_kernel', [...kernel, channels, 1], 'depthwise');
    own(graph, name, 'pointwise_kernel', [1, 1, channels, filters], 'pointwise');
    if (useBias) own(graph, name, 'bias', [filters], 'bias');
    return name;
  },

  dense(graph, { name, operation: { units, useBias }, inputs, inputShapes }) {
    graph.layer('Dense', name, inputs, { units, activation: 'linear', use_bias: useBias });
    own(graph, name, 'kernel', [inputShapes[0]!.at(-1)!, units], 'kernel');
    if (useBias) own(graph, name, 'bias', [units], 'bias');
    return name;
  },

  max_pool2d: (graph, { name, operation, inputs }) =>
    graph.layer('MaxPooling2D', name, inputs, poolConfig(operation)),

  avg_pool2d: (graph, { name, operation, inputs }) =>
    graph.layer('AveragePooling2D', name, inputs, poolConfig(operation)),

  global_avg_pool2d: (graph, { name, inputs }) =>
    graph.layer('GlobalAveragePooling2D', name, inputs, { data_format: 'channels_last' }),

  global_max_pool2d: (graph, { name, inputs }) =>
    graph.layer('GlobalMaxPooling2D', name, inputs, { data_format: 'channels_last' }),

  global_avg_pool1d: (graph, { name, inputs }) => graph.layer('GlobalAveragePooling1D', name, inputs),

  // Tokens must be whole numbers within the vocabulary here: the layer cuts off what we round, and clamps nothing.
  embedding(graph, { name, operation: { vocabulary, units }, inputs }) {
    graph.layer('Embedding', name, inputs, { input_dim: vocabulary, output_dim: units, mask_zero: false });
    own(graph, name, 'embeddings', [vocabulary, units], 'table');
    return name;
  },

  position_embedding: (graph, { name, inputs, shape }) =>
    addTable(graph, name, inputs[0]!, shape, { kind: 'weight', name: `${name}/table` }, true),

  multi_head_attention: emitAttention,

  batch_norm(graph, { name, operation: { epsilon, momentum }, inputs, shape }) {
    graph.layer('BatchNormalization', name, inputs, {
      axis: -1,
      momentum,
      epsilon,
      center: true,
      scale: true,
    });
    const size = [shape.at(-1)!];
    own(graph, name, 'gamma', size, 'gamma');
    own(graph, name, 'beta', size, 'beta');
    own(graph, name, 'moving_mean', size, 'movingMean');
    own(graph, name, 'moving_variance', size, 'movingVariance');
    return name;
  },

  layer_norm(graph, { name, operation: { epsilon }, inputs, shape }) {
    graph.layer('LayerNormalization', name, inputs, { axis: -1, epsilon, center: true, scale: true });
    const size = [shape.at(-1)!];
    own(graph, name, 'gamma', size, 'gamma');
    own(graph, name, 'beta', size, 'beta');
    return name;
  },

  activation(graph, { name, operation: { activation }, inputs }) {
    if (activation === 'linear') return inputs[0]!;
    if (activation === 'leaky_relu') {
      return graph.layer('LeakyReLU', name, inputs, { alpha: LEAKY_RELU_SLOPE });
    }
    if (activation === 'hard_sigmoid') return hardSigmoid(graph, name, inputs);
    if (activation === 'hard_swish') {
      return graph.layer('Multiply', name, [inputs[0]!, hardSigmoid(graph, `${name}-gate`, inputs)]);
    }
    return graph.layer('Activation', name, inputs, { activation: TFJS_ACTIVATIONS[activation] });
  },

  dropout: (graph, { name, operation: { rate }, inputs }) => graph.layer('Dropout', name, inputs, { rate }),

  drop_path: (graph, { name, operation: { rate }, inputs, shape }) =>
    graph.layer('Dropout', name, inputs, { rate, noise_shape: [null, ...shape.map(() => 1)] }),

  add: (graph, { name, inputs }) => (inputs.length === 1 ? inputs[0]! : graph.layer('Add', name, inputs)),

  concat: (graph, { name, inputs }) =>
    inputs.length === 1 ? inputs[0]! : graph.layer('Concatenate', name, inputs, { axis: -1 }),

  // The Flatten layer takes nothing flat.
  flatten: (graph, { name, inputs, inputShapes }) =>
    inputShapes[0]!.length === 1
      ? inputs[0]!
      : graph.layer('Flatten', name, inputs, { data_format: 'channels_last' }),

  reshape: (graph, { name, operation: { shape }, inputs }) =>
    graph.layer('Reshape', name, inputs, { target_shape: shape }),

  identity: alias,

  zero: (graph, { name, inputs }) => graph.layer('Rescaling', name, inputs, { scale: 0, offset: 0 }),
};

export function emitterOf(operation: Operation): Emitter<Operation> {
  return EMITTERS[operation.kind];
}

/** A weight that the layer and the network have in the same order. */
function own(graph: LayerGraph, node: string, name: string, shape: readonly number[], weight: string): void {
  graph.weight(node, name, shape, { kind: 'weight', name: `${node}/${weight}` });
}

/** clip(x / 6 + 1/2, 0, 1): TensorFlow.js's own `hardSigmoid` has another slope. */
function hardSigmoid(graph: LayerGraph, name: string, inputs: readonly string[]): string {
  const line = graph.layer('Rescaling', `${name}-line`, inputs, { scale: 1 / 6, offset: 0.5 });
  return graph.layer('ReLU', name, [line], { max_value: 1 });
}

function poolConfig({ size, stride, padding }: OperationOf<'max_pool2d' | 'avg_pool2d'>) {
  return { pool_size: size, strides: stride, padding, data_format: 'channels_last' };
}
