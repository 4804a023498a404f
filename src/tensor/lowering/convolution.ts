import type { OperationOf } from '../../core/graph/operation';
import { convolution, depthwiseConvolution } from '../operations/convolution';
import { addBias } from '../operations/elementwise';
import type { Lowering } from './lowering';
import { kernel, vector } from './lowering';

export const conv2d: Lowering<OperationOf<'conv2d'>> = {
  weights({ filters, kernel: [height, width], groups, useBias }, [input]) {
    const channels = input![2]! / groups;
    return [
      kernel('kernel', [height, width, channels, filters], height * width * channels),
      ...(useBias ? [vector('bias', filters, 0)] : []),
    ];
  },
  forward(operation, [x], context) {
    const y = convolution(
      x!,
      context.weight('kernel'),
      operation.groups,
      operation,
      context.needsInputGradient,
    );
    return operation.useBias ? addBias(y, context.weight('bias')) : y;
  },
};

export const separableConv2d: Lowering<OperationOf<'separable_conv2d'>> = {
  weights({ filters, kernel: [height, width], useBias }, [input]) {
    const channels = input![2]!;
    return [
      kernel('depthwise', [height, width, channels, 1], height * width),
      kernel('pointwise', [1, 1, channels, filters], channels),
      ...(useBias ? [vector('bias', filters, 0)] : []),
    ];
  },
  forward(operation, [x], context) {
    const spatial = depthwiseConvolution(
      x!,
      context.weight('depthwise'),
      operation,
      context.needsInputGradient,
    );
    const y = convolution(spatial, context.weight('pointwise'), 1, POINTWISE);
    return operation.useBias ? addBias(y, context.weight('bias')) : y;
  },
};

const POINTWISE = { stride: [1, 1], dilation: [1, 1], padding: 'valid' } as const;
