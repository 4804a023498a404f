import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

import type { OperationOf } from '../../core/graph/operation';
import type { Lowering } from './lowering';
import { weightless } from './lowering';

export const maxPool2d: Lowering<OperationOf<'max_pool2d'>> = {
  ...weightless,
  forward: ({ size, stride, padding }, [x]) => tf.maxPool(image(x!), [...size], [...stride], padding),
};

export const avgPool2d: Lowering<OperationOf<'avg_pool2d'>> = {
  ...weightless,
  forward: ({ size, stride, padding }, [x]) => tf.avgPool(image(x!), [...size], [...stride], padding),
};

export const globalAvgPool2d: Lowering<OperationOf<'global_avg_pool2d'>> = {
  ...weightless,
  forward: (_, [x]) => tf.mean(x!, [1, 2]),
};

export const globalAvgPool1d: Lowering<OperationOf<'global_avg_pool1d'>> = {
  ...weightless,
  forward: (_, [x]) => tf.mean(x!, 1),
};

export const globalMaxPool2d: Lowering<OperationOf<'global_max_pool2d'>> = {
  ...weightless,
  // As one pooling window: the gradient of tf.max would go to every pixel that equals the largest.
  forward: (_, [x]) => {
    const [batch, height, width, channels] = x!.shape as [number, number, number, number];
    const pooled = tf.maxPool(image(x!), [height, width], [1, 1], 'valid');
    return tf.reshape(pooled, [batch, channels]);
  },
};

function image(x: Tensor): Tensor4D {
  // Shape inference has made sure that poolings take images.
  return x as Tensor4D;
}
