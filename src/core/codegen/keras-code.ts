import { LEAKY_RELU_SLOPE } from '../graph/activations';
import type { Architecture } from '../graph/architecture';
import type { Activation, OperationOf } from '../graph/operation';
import { POSITION_EMBEDDING } from './keras-helpers';
import { MAX_LINE, outlineOf, sectionLines, writeStep } from './outline';
import type { Step, Writers } from './outline';
import { PYTHON_WORDS, callText, sizeText, tupleText } from './python-text';

const RESERVED: ReadonlySet<string> = new Set([
  ...PYTHON_WORDS,
  'keras',
  'layers',
  'create_model',
  'PositionEmbedding',
]);

const ACTIVATIONS: Readonly<Record<Exclude<Activation, 'leaky_relu'>, string>> = {
  linear: 'linear',
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  swish: 'silu',
  hard_swish: 'hard_silu',
  sigmoid: 'sigmoid',
  hard_sigmoid: 'hard_sigmoid',
  tanh: 'tanh',
  softplus: 'softplus',
  softmax: 'softmax',
};

/**
 * Writes an architecture as a Python module whose `create_model()` returns a
 * functional `keras.Model` (Keras 3, any of its backends).
 *
 * Depthwise convolutions with unequal strides are written as grouped ones,
 * which TensorFlow can run: same weights, another layer.
 */
export function kerasCode(architecture: Architecture, title: string | undefined): string {
  const outline = outlineOf(architecture, title, { reserved: RESERVED, case: 'snake' });
  const helpers: Helpers = new Set();
  const lines = outline.steps.flatMap((step) => [
    ...sectionLines(step, (text) => `# ${text}`),
    ...statement(step.variable, writeStep(WRITERS, step, helpers)),
  ]);
  return [
    ...outline.head.map((line) => `# ${line}`),
    'import keras',
    'from keras import layers',
    '',
    '',
    ...[...helpers].flatMap((helper) => [helper, '', '']),
    'def create_model() -> keras.Model:',
    ...lines.map((line) => (line === '' ? '' : `    ${line}`)),
    '',
    `    return keras.Model(${outline.steps[0]!.variable}, ${outline.output})`,
    '',
    '',
    'if __name__ == "__main__":',
    '    create_model().summary()',
    '',
  ].join('\n');
}

/** One line, or three where that would be long. */
function statement(variable: string, expression: string): string[] {
  const line = `${variable} = ${expression}`;
  if (line.length <= MAX_LINE) return [line];
  const nested = /^(layers\..*\)\()(layers\..*)(\))$/.exec(expression);
  const call = /^(layers\.\w+\()(.*)(\)\((?:[\w, =]+|\[[\w, ]*\])\))$/.exec(expression);
  const [, start, middle, end] = nested ?? call ?? [];
  if (start === undefined || middle === undefined || end === undefined) return [line];
  return [`${variable} = ${start}`, `    ${middle}`, end];
}

type Helpers = Set<string>;

const WRITERS: Writers<Helpers> = {
  input: ({ shape }, { name }) => callText('keras.Input', `shape=${tupleText(shape)}`, `name="${name}"`),
  conv2d: convolution,
  separable_conv2d: separable,
  dense: ({ units, useBias }, step) => layer(step, 'Dense', `${units}`, !useBias && 'use_bias=False'),
  max_pool2d: (operation, step) => layer(step, 'MaxPooling2D', ...poolArgs(operation)),
  avg_pool2d: (operation, step) => layer(step, 'AveragePooling2D', ...poolArgs(operation)),
  global_avg_pool2d: (_, step) => layer(step, 'GlobalAveragePooling2D'),
  global_max_pool2d: (_, step) => layer(step, 'GlobalMaxPooling2D'),
  global_avg_pool1d: (_, step) => layer(step, 'GlobalAveragePooling1D'),
  embedding: ({ vocabulary, units }, step) => layer(step, 'Embedding', `${vocabulary}`, `${units}`),
  position_embedding: (_, step, helpers) => {
    helpers.add(POSITION_EMBEDDING);
    return `${callText('PositionEmbedding', `name="${step.name}"`)}(${step.inputs[0]!})`;
  },
  multi_head_attention: attention,
  batch_norm: ({ epsilon, momentum }, step) =>
    layer(step, 'BatchNormalization', `momentum=${momentum}`, `epsilon=${epsilon}`),
  layer_norm: ({ epsilon }, step) => layer(step, 'LayerNormalization', `epsilon=${epsilon}`),
  activation: ({ activation }, step) =>
    activation === 'leaky_relu'
      ? layer(step, 'LeakyReLU', `negative_slope=${LEAKY_RELU_SLOPE}`)
      : layer(step, 'Activation', `"${ACTIVATIONS[activation]}"`),
  dropout: ({ rate }, step) => layer(step, 'Dropout', `${rate}`),
  drop_path: ({ rate }, step) =>
    layer(step, 'Dropout', `${rate}`, `noise_shape=(None, ${step.outputShape.map(() => '1').join(', ')})`),
  add: (_, step) => layer(step, 'Add'),
  concat: (_, step) => layer(step, 'Concatenate'),
  flatten: (_, step) => layer(step, 'Flatten'),
  reshape: ({ shape }, step) => layer(step, 'Reshape', tupleText(shape)),
  identity: (_, { inputs }) => inputs[0]!,
  zero: (_, { inputs }) => `keras.ops.zeros_like(${inputs[0]!})`,
};

/** `layers.Dense(10, name="head")(x)`; a sum or a concatenation takes a list. */
function layer(step: Step, type: string, ...args: readonly (string | false)[]): string {
  const { operation, inputs, name } = step;
  const isMany = operation.kind === 'add' || operation.kind === 'concat';
  return `${callText(`layers.${type}`, ...args, `name="${name}"`)}(${isMany ? `[${inputs.join(', ')}]` : inputs[0]!})`;
}

function convolution(operation: OperationOf<'conv2d'>, step: Step): string {
  const { filters, groups, kernel, useBias } = operation;
  const channels = step.inputShapes[0]![2]!;
  const bias = !useBias && 'use_bias=False';
  if (groups > 1 && groups === channels && hasEqualStrides(operation)) {
    const multiplier = filters !== channels && `depth_multiplier=${filters / channels}`;
    return layer(step, 'DepthwiseConv2D', sizeText(kernel), multiplier, ...windowArgs(operation), bias);
  }
  const grouping = groups > 1 && `groups=${groups}`;
  return layer(step, 'Conv2D', `${filters}`, sizeText(kernel), ...windowArgs(operation), grouping, bias);
}

function separable(operation: OperationOf<'separable_conv2d'>, step: Step): string {
  const { filters, kernel, useBias } = operation;
  const bias = !useBias && 'use_bias=False';
  if (hasEqualStrides(operation)) {
    return layer(step, 'SeparableConv2D', `${filters}`, sizeText(kernel), ...windowArgs(operation), bias);
  }
  const channels = step.inputShapes[0]![2]!;
  const depthwise = layer(
    { ...step, name: `${step.name}_depthwise` },
    'Conv2D',
    `${channels}`,
    sizeText(kernel),
    ...windowArgs(operation),
    channels > 1 && `groups=${channels}`,
    'use_bias=False',
  );
  return layer({ ...step, inputs: [depthwise] }, 'Conv2D', `${filters}`, '1', bias);
}

/** Keras has the queries, keys and values as three kernels. */
function attention(operation: OperationOf<'multi_head_attention'>, step: Step): string {
  const { heads, keyUnits, causal, useBias } = operation;
  const [x] = step.inputs;
  const create = callText(
    'layers.MultiHeadAttention',
    `${heads}`,
    `${keyUnits}`,
    !useBias && 'use_bias=False',
    `name="${step.name}"`,
  );
  return callText(create, x!, x!, causal && 'use_causal_mask=True');
}

function poolArgs(operation: OperationOf<'max_pool2d' | 'avg_pool2d'>): string[] {
  const { size, stride, padding } = operation;
  return [sizeText(size), `strides=${sizeText(stride)}`, `padding="${padding}"`];
}

function windowArgs(operation: OperationOf<'conv2d' | 'separable_conv2d'>): (string | false)[] {
  const { stride, dilation, padding } = operation;
  return [
    Math.max(...stride) > 1 && `strides=${sizeText(stride)}`,
    Math.max(...dilation) > 1 && `dilation_rate=${sizeText(dilation)}`,
    `padding="${padding}"`,
  ];
}

function hasEqualStrides({ stride }: OperationOf<'conv2d' | 'separable_conv2d'>): boolean {
  return stride[0] === stride[1];
}
