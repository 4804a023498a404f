import { expected, InputError } from '../base/errors';
import {
  imageOf,
  requireBetween,
  requirePair,
  requirePositive,
  requireShape,
  shapeText,
  sizeOf,
} from './field-checks';
import { ACTIVATIONS, type Operation, type OperationKind, type OperationOf, type Shape } from './operation';
import { pairText, windowOutput } from './window';

/**
 * What the graph knows of a kind of operation. Shapes are those of one example.
 *
 * `paramCount` counts trainable weights: the moving mean and variance of a
 * batch norm are not among them. `macs` counts multiply-accumulates of
 * convolutions and dense layers; bias, pooling, norms, activations, `add` and
 * all others count 0, as in most papers' "FLOPs".
 */
export interface OperationSpec<O extends Operation> {
  readonly arity: 'none' | 'one' | 'many';
  /** Whether the order of inputs matters. */
  readonly ordered: boolean;
  /** The shape that comes out. Throws `InputError` at `path` when fields or input shapes do not fit. */
  outputShape(operation: O, inputs: readonly Shape[], path: string): Shape;
  paramCount(operation: O, inputs: readonly Shape[]): number;
  macs(operation: O, inputs: readonly Shape[], output: Shape): number;
  /** A few words for a picture's node: `conv 3x3, 16`. */
  label(operation: O): string;
}

const free = { paramCount: () => 0, macs: () => 0 };
const unary = { arity: 'one', ordered: true } as const;

/** Every kind of operation; a new kind does not compile before it is here. */
export const OPERATIONS: { readonly [K in OperationKind]: OperationSpec<OperationOf<K>> } = {
  input: {
    ...free,
    arity: 'none',
    ordered: true,
    outputShape(operation, _, path) {
      requireShape(operation.shape, `${path}.shape`);
      return operation.shape;
    },
    label: ({ shape }) => `input ${shapeText(shape)}`,
  },
  conv2d: {
    ...unary,
    outputShape(operation, inputs, path) {
      const channels = imageOf(operation, inputs, path)[2];
      const { filters, groups } = operation;
      requirePositive(filters, `${path}.filters`);
      requirePositive(groups, `${path}.groups`);
      if (channels % groups !== 0)
        throw expected(`${path}.groups`, `a divisor of the ${channels} input channels`, groups);
      if (filters % groups !== 0)
        throw expected(`${path}.groups`, `a divisor of the ${filters} filters`, groups);
      return [...convolvedMap(operation, inputs, path), filters];
    },
    paramCount: ({ filters, kernel, groups, useBias }, [input]) =>
      (kernel[0] * kernel[1] * input![2]! * filters) / groups + (useBias ? filters : 0),
    macs: ({ filters, kernel, groups }, [input], output) =>
      (output[0]! * output[1]! * kernel[0] * kernel[1] * input![2]! * filters) / groups,
    label: (operation) =>
      [`conv ${pairText(operation.kernel)}, ${operation.filters}`, ...windowWords(operation)].join(', ') +
      (operation.groups > 1 ? `, groups ${operation.groups}` : ''),
  },
  separable_conv2d: {
    ...unary,
    outputShape(operation, inputs, path) {
      requirePositive(operation.filters, `${path}.filters`);
      return [...convolvedMap(operation, inputs, path), operation.filters];
    },
    paramCount: ({ filters, kernel, useBias }, [input]) =>
      kernel[0] * kernel[1] * input![2]! + input![2]! * filters + (useBias ? filters : 0),
    macs: ({ filters, kernel }, [input], output) =>
      output[0]! * output[1]! * input![2]! * (kernel[0] * kernel[1] + filters),
    label: (operation) =>
      [`separable conv ${pairText(operation.kernel)}, ${operation.filters}`, ...windowWords(operation)].join(
        ', ',
      ),
  },
  dense: {
    ...unary,
    outputShape({ units }, [input], path) {
      requirePositive(units, `${path}.units`);
      if (input!.length !== 1)
        throw new InputError(
          path,
          `dense takes a vector [features], but its input is ${shapeText(input!)}; put flatten or a global pooling before it`,
        );
      return [units];
    },
    paramCount: ({ units, useBias }, [input]) => (input![0]! + (useBias ? 1 : 0)) * units,
    macs: ({ units }, [input]) => input![0]! * units,
    label: ({ units }) => `dense ${units}`,
  },
  max_pool2d: {
    ...unary,
    ...free,
    outputShape: pooledShape,
    label: (operation) => [`max pool ${pairText(operation.size)}`, ...windowWords(operation)].join(', '),
  },
  avg_pool2d: {
    ...unary,
    ...free,
    outputShape: pooledShape,
    label: (operation) => [`avg pool ${pairText(operation.size)}`, ...windowWords(operation)].join(', '),
  },
  global_avg_pool2d: {
    ...unary,
    ...free,
    outputShape: (operation, inputs, path) => [imageOf(operation, inputs, path)[2]],
    label: () => 'global avg pool',
  },
  global_max_pool2d: {
    ...unary,
    ...free,
    outputShape: (operation, inputs, path) => [imageOf(operation, inputs, path)[2]],
    label: () => 'global max pool',
  },
  batch_norm: {
    ...unary,
    outputShape({ epsilon, momentum }, [input], path) {
      requireEpsilon(epsilon, path);
      requireBetween(momentum, 0, 1, `${path}.momentum`);
      return input!;
    },
    paramCount: (_, [input]) => 2 * input!.at(-1)!,
    macs: () => 0,
    label: () => 'batch norm',
  },
  layer_norm: {
    ...unary,
    outputShape({ epsilon }, [input], path) {
      requireEpsilon(epsilon, path);
      return input!;
    },
    paramCount: (_, [input]) => 2 * input!.at(-1)!,
    macs: () => 0,
    label: () => 'layer norm',
  },
  activation: {
    ...unary,
    ...free,
    outputShape({ activation }, [input], path) {
      if (!ACTIVATIONS.includes(activation))
        throw expected(`${path}.activation`, `one of ${ACTIVATIONS.join(', ')}`, activation);
      return input!;
    },
    label: ({ activation }) => activation.replaceAll('_', ' '),
  },
  dropout: {
    ...unary,
    ...free,
    outputShape({ rate }, [input], path) {
      requireBetween(rate, 0, 1, `${path}.rate`);
      return input!;
    },
    label: ({ rate }) => `dropout ${rate}`,
  },
  add: {
    ...free,
    arity: 'many',
    ordered: false,
    outputShape(_, inputs, path) {
      const odd = inputs.find((shape) => shapeText(shape) !== shapeText(inputs[0]!));
      if (odd)
        throw new InputError(
          path,
          `add takes inputs of one shape, but got ${inputs.map(shapeText).join(' and ')}`,
        );
      return inputs[0]!;
    },
    label: () => 'add',
  },
  concat: {
    ...free,
    arity: 'many',
    ordered: true,
    outputShape(_, inputs, path) {
      const leading = (shape: Shape): string => shapeText(shape.slice(0, -1));
      const odd = inputs.find(
        (shape) => shape.length !== inputs[0]!.length || leading(shape) !== leading(inputs[0]!),
      );
      if (odd)
        throw new InputError(
          path,
          `concat takes inputs that differ in the last size only, but got ${inputs.map(shapeText).join(' and ')}`,
        );
      return [...inputs[0]!.slice(0, -1), inputs.reduce((sum, shape) => sum + shape.at(-1)!, 0)];
    },
    label: () => 'concat',
  },
  flatten: { ...unary, ...free, outputShape: (_, [input]) => [sizeOf(input!)], label: () => 'flatten' },
  reshape: {
    ...unary,
    ...free,
    outputShape({ shape }, [input], path) {
      requireShape(shape, `${path}.shape`);
      if (sizeOf(shape) !== sizeOf(input!))
        throw expected(`${path}.shape`, `${sizeOf(input!)} numbers as in ${shapeText(input!)}`, shape);
      return shape;
    },
    label: ({ shape }) => `reshape ${shapeText(shape)}`,
  },
  identity: { ...unary, ...free, outputShape: (_, [input]) => input!, label: () => 'identity' },
  zero: { ...unary, ...free, outputShape: (_, [input]) => input!, label: () => 'zero' },
};

/** The registry's entry for an operation whose kind is not known at compile time. */
export function specOf(operation: Operation): OperationSpec<Operation> {
  return OPERATIONS[operation.kind];
}

/** A few words for a picture's node: `conv 3x3, 16`. */
export function operationLabel(operation: Operation): string {
  return specOf(operation).label(operation);
}

type Convolution = OperationOf<'conv2d' | 'separable_conv2d'>;
type Pooling = OperationOf<'max_pool2d' | 'avg_pool2d'>;

function convolvedMap(operation: Convolution, inputs: readonly Shape[], path: string): readonly number[] {
  const { kernel, stride, dilation, padding } = operation;
  const [height, width] = imageOf(operation, inputs, path);
  requirePair(kernel, `${path}.kernel`);
  requirePair(stride, `${path}.stride`);
  requirePair(dilation, `${path}.dilation`);
  if (Math.max(...stride) > 1 && Math.max(...dilation) > 1)
    throw expected(`${path}.dilation`, `1x1 when the stride is ${pairText(stride)}`, dilation);
  return windowOutput([height, width], { size: kernel, stride, dilation, padding }, path);
}

function pooledShape(operation: Pooling, inputs: readonly Shape[], path: string): Shape {
  const { size, stride, padding } = operation;
  const [height, width, channels] = imageOf(operation, inputs, path);
  requirePair(size, `${path}.size`);
  requirePair(stride, `${path}.stride`);
  return [...windowOutput([height, width], { size, stride, dilation: [1, 1], padding }, path), channels];
}

function requireEpsilon(epsilon: number, path: string): void {
  if (!(epsilon > 0 && epsilon < 1)) throw expected(`${path}.epsilon`, 'a number between 0 and 1', epsilon);
}

function windowWords(operation: Convolution | Pooling): string[] {
  const words: string[] = [];
  if (Math.max(...operation.stride) > 1) words.push(`stride ${pairText(operation.stride)}`);
  if ('dilation' in operation && Math.max(...operation.dilation) > 1)
    words.push(`dilation ${pairText(operation.dilation)}`);
  if (operation.padding === 'valid') words.push('valid');
  return words;
}
