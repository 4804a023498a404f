import { LEAKY_RELU_SLOPE } from '../graph/activations';
import type { Architecture } from '../graph/architecture';
import type { OperationOf, Pair } from '../graph/operation';
import { MAX_LINE, outlineOf, sectionLines, writeStep } from './outline';
import type { Step, Writers } from './outline';
import { TFJS_ACTIVATIONS } from './tfjs-activations';
import { GROUPED_CONV, JS_WORDS, layerClass } from './tfjs-helpers';
import type { HelperName, LayerHelper } from './tfjs-helpers';

/**
 * Writes an architecture as an ES module that exports `createModel()`, which
 * returns a `tf.LayersModel` of the functional API.
 *
 * The layers API has no grouped convolution: one filter group a channel becomes
 * a depthwise layer, other groupings are slices of the channels, each
 * convolved, then joined. A dilated depthwise convolution goes the second way,
 * because the API's depthwise layer ignores its dilation.
 */
export function tfjsCode(architecture: Architecture, title: string | undefined): string {
  const outline = outlineOf(architecture, title, { reserved: JS_WORDS, case: 'camel' });
  const helpers = new Set<HelperName>();
  const lines = outline.steps.flatMap((step) => [
    ...sectionLines(step, (text) => `// ${text}`),
    ...statement(step.variable, writeStep(WRITERS, step, helpers)),
  ]);
  return [
    ...outline.head.map((line) => `// ${line}`),
    `import * as tf from '@tensorflow/tfjs';`,
    '',
    ...[...helpers].flatMap((helper) => [helper === 'groupedConv2d' ? GROUPED_CONV : layerClass(helper), '']),
    'export function createModel() {',
    ...lines.map((line) => (line === '' ? '' : `  ${line}`)),
    '',
    `  return tf.model({ inputs: ${outline.steps[0]!.variable}, outputs: ${outline.output} });`,
    '}',
    '',
  ].join('\n');
}

/** One line, or three where that would be long: what it is, its options, its input. */
function statement(variable: string, expression: string): string[] {
  const line = `const ${variable} = ${expression};`;
  if (line.length <= MAX_LINE) return [line];
  const call = /^(tf\.layers)(\..*\))(\.apply\(.*\))$/.exec(expression);
  if (call !== null) return [`const ${variable} = ${call[1]!}`, `  ${call[2]!}`, `  ${call[3]!};`];
  const helper = /^(\w+\(\w+, \{) (.*) (\}\))$/.exec(expression);
  const own = /^(new \w+\(\{) (.*) (\}\)\.apply\(\w+\))$/.exec(expression);
  const [, start, options, end] = helper ?? own ?? [];
  if (start !== undefined && options !== undefined && end !== undefined)
    return [`const ${variable} = ${start}`, `  ${options},`, `${end};`];
  return [line];
}

type Helpers = Set<HelperName>;

const WRITERS: Writers<Helpers> = {
  input: ({ shape }, { name }) => `tf.input(${object(`shape: ${list(shape)}`, `name: '${name}'`)})`,
  conv2d: convolution,
  separable_conv2d: (operation, step) =>
    layer(step, 'separableConv2d', `filters: ${operation.filters}`, ...kernelFields(operation)),
  dense: ({ units, useBias }, step) => layer(step, 'dense', `units: ${units}`, !useBias && 'useBias: false'),
  max_pool2d: (operation, step) => layer(step, 'maxPooling2d', ...poolFields(operation)),
  avg_pool2d: (operation, step) => layer(step, 'averagePooling2d', ...poolFields(operation)),
  global_avg_pool2d: (_, step) => layer(step, 'globalAveragePooling2d'),
  global_max_pool2d: (_, step) => layer(step, 'globalMaxPooling2d'),
  global_avg_pool1d: (_, step) => layer(step, 'globalAveragePooling1d'),
  embedding: ({ vocabulary, units }, step) =>
    layer(step, 'embedding', `inputDim: ${vocabulary}`, `outputDim: ${units}`),
  position_embedding: (_, step, helpers) => ownLayer(step, 'PositionEmbedding', helpers),
  multi_head_attention: ({ heads, keyUnits, causal, useBias }, step, helpers) =>
    ownLayer(
      step,
      'SelfAttention',
      helpers,
      `heads: ${heads}`,
      `keyUnits: ${keyUnits}`,
      causal && 'causal: true',
      !useBias && 'useBias: false',
    ),
  batch_norm: ({ epsilon, momentum }, step) =>
    layer(step, 'batchNormalization', `epsilon: ${epsilon}`, `momentum: ${momentum}`),
  layer_norm: ({ epsilon }, step) => layer(step, 'layerNormalization', `epsilon: ${epsilon}`),
  activation: ({ activation }, step, helpers) => {
    const builtIn = TFJS_ACTIVATIONS[activation];
    if (builtIn !== undefined) return layer(step, 'activation', `activation: '${builtIn}'`);
    if (activation === 'leaky_relu') return layer(step, 'leakyReLU', `alpha: ${LEAKY_RELU_SLOPE}`);
    return ownLayer(step, activation === 'hard_swish' ? 'HardSwish' : 'HardSigmoid', helpers);
  },
  dropout: ({ rate }, step) => layer(step, 'dropout', `rate: ${rate}`),
  drop_path: ({ rate }, step) =>
    layer(step, 'dropout', `rate: ${rate}`, `noiseShape: ${list([null, ...step.outputShape.map(() => 1)])}`),
  add: (_, step) => layer(step, 'add'),
  concat: (_, step) => layer(step, 'concatenate'),
  // The layer takes nothing flat.
  flatten: (_, step) => (step.inputShapes[0]!.length === 1 ? step.inputs[0]! : layer(step, 'flatten')),
  reshape: ({ shape }, step) => layer(step, 'reshape', `targetShape: ${list(shape)}`),
  identity: (_, { inputs }) => inputs[0]!,
  zero: (_, step, helpers) => ownLayer(step, 'Zero', helpers),
};

function layer(step: Step, factory: string, ...fields: readonly (string | false)[]): string {
  return `tf.layers.${factory}(${object(...fields, `name: '${step.name}'`)}).apply(${argument(step)})`;
}

function ownLayer(
  step: Step,
  type: LayerHelper,
  helpers: Helpers,
  ...fields: readonly (string | false)[]
): string {
  helpers.add(type);
  return `new ${type}(${object(...fields, `name: '${step.name}'`)}).apply(${argument(step)})`;
}

function convolution(operation: OperationOf<'conv2d'>, step: Step, helpers: Helpers): string {
  const { filters, groups, dilation } = operation;
  const channels = step.inputShapes[0]![2]!;
  const fields = kernelFields(operation);
  if (groups === 1) return layer(step, 'conv2d', `filters: ${filters}`, ...fields);
  if (groups === channels && Math.max(...dilation) === 1) {
    const multiplier = filters !== channels && `depthMultiplier: ${filters / channels}`;
    return layer(step, 'depthwiseConv2d', multiplier, ...fields);
  }
  helpers.add('groupedConv2d');
  const options = object(`groups: ${groups}`, `filters: ${filters}`, ...fields, `name: '${step.name}'`);
  return `groupedConv2d(${step.inputs[0]!}, ${options})`;
}

function poolFields(operation: OperationOf<'max_pool2d' | 'avg_pool2d'>): string[] {
  const { size: window, stride, padding } = operation;
  return [`poolSize: ${size(window)}`, `strides: ${size(stride)}`, `padding: '${padding}'`];
}

function kernelFields(operation: OperationOf<'conv2d' | 'separable_conv2d'>): (string | false)[] {
  const { kernel, stride, dilation, padding, useBias } = operation;
  return [
    `kernelSize: ${size(kernel)}`,
    Math.max(...stride) > 1 && `strides: ${size(stride)}`,
    Math.max(...dilation) > 1 && `dilationRate: ${size(dilation)}`,
    `padding: '${padding}'`,
    !useBias && 'useBias: false',
  ];
}

/** A sum or a concatenation takes a list, every other layer its one input. */
function argument({ operation, inputs }: Step): string {
  return operation.kind === 'add' || operation.kind === 'concat' ? `[${inputs.join(', ')}]` : inputs[0]!;
}

function object(...fields: readonly (string | false)[]): string {
  return `{ ${fields.filter((field) => field !== false).join(', ')} }`;
}

function list(values: readonly (number | null)[]): string {
  return `[${values.map(String).join(', ')}]`;
}

function size(pair: Pair): string {
  return pair[0] === pair[1] ? `${pair[0]}` : list(pair);
}
