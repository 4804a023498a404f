import { expected } from '../base/errors';
import { imageOf, requirePair, requirePositive } from './field-checks';
import type { OperationOf, Shape } from './operation';
import { FREE, UNARY } from './operation-spec';
import type { OperationSpecs } from './operation-spec';
import { pairText, windowOutput } from './window';

/** Operations on images `[height, width, channels]`. */
export const IMAGE_OPERATIONS: OperationSpecs<
  'conv2d' | 'separable_conv2d' | 'max_pool2d' | 'avg_pool2d' | 'global_avg_pool2d' | 'global_max_pool2d'
> = {
  conv2d: {
    ...UNARY,
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
    ...UNARY,
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
  max_pool2d: {
    ...UNARY,
    ...FREE,
    outputShape: pooledShape,
    label: (operation) => [`max pool ${pairText(operation.size)}`, ...windowWords(operation)].join(', '),
  },
  avg_pool2d: {
    ...UNARY,
    ...FREE,
    outputShape: pooledShape,
    label: (operation) => [`avg pool ${pairText(operation.size)}`, ...windowWords(operation)].join(', '),
  },
  global_avg_pool2d: {
    ...UNARY,
    ...FREE,
    outputShape: (operation, inputs, path) => [imageOf(operation, inputs, path)[2]],
    label: () => 'global avg pool',
  },
  global_max_pool2d: {
    ...UNARY,
    ...FREE,
    outputShape: (operation, inputs, path) => [imageOf(operation, inputs, path)[2]],
    label: () => 'global max pool',
  },
};

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

function windowWords(operation: Convolution | Pooling): string[] {
  const words: string[] = [];
  if (Math.max(...operation.stride) > 1) words.push(`stride ${pairText(operation.stride)}`);
  if ('dilation' in operation && Math.max(...operation.dilation) > 1)
    words.push(`dilation ${pairText(operation.dilation)}`);
  if (operation.padding === 'valid') words.push('valid');
  return words;
}
