import * as tf from '@tensorflow/tfjs-core';

import { Bug } from '../../core/base/errors';
import type { OperationOf } from '../../core/graph/operation';
import type { Lowering } from './lowering';
import { weightless } from './lowering';

export const input: Lowering<OperationOf<'input'>> = {
  ...weightless,
  forward: ({ kind }) => {
    throw new Bug(`${kind} is fed, not computed`);
  },
};

export const add: Lowering<OperationOf<'add'>> = {
  ...weightless,
  forward(_, inputs) {
    if (inputs.length === 1) return inputs[0]!;
    return inputs.length === 2 ? tf.add(inputs[0]!, inputs[1]!) : tf.addN([...inputs]);
  },
};

export const concat: Lowering<OperationOf<'concat'>> = {
  ...weightless,
  forward: (_, inputs) => (inputs.length === 1 ? inputs[0]! : tf.concat([...inputs], inputs[0]!.rank - 1)),
};

export const flatten: Lowering<OperationOf<'flatten'>> = {
  ...weightless,
  forward: (_, [x]) => tf.reshape(x!, [x!.shape[0], x!.size / x!.shape[0]]),
};

export const reshape: Lowering<OperationOf<'reshape'>> = {
  ...weightless,
  forward: ({ shape }, [x]) => tf.reshape(x!, [x!.shape[0], ...shape]),
};

export const identity: Lowering<OperationOf<'identity'>> = { ...weightless, forward: (_, [x]) => x! };

export const zero: Lowering<OperationOf<'zero'>> = {
  ...weightless,
  // The input is not computed for it, so the shape comes from the graph.
  forward: (_, __, context) => tf.zeros([...context.outputShape]),
};
