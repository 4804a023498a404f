import * as tf from '@tensorflow/tfjs-core';

import type { OperationOf } from '../../core/graph/operation';
import { addBias } from '../operations/elementwise';
import type { Lowering } from './lowering';
import { kernel, vector } from './lowering';

export const dense: Lowering<OperationOf<'dense'>> = {
  weights({ units, useBias }, [input]) {
    const features = input![0]!;
    return [kernel('kernel', [features, units], features), ...(useBias ? [vector('bias', units, 0)] : [])];
  },
  forward({ useBias }, [x], context) {
    const y = tf.matMul(x!, context.weight('kernel'));
    return useBias ? addBias(y, context.weight('bias')) : y;
  },
};
