import type { OperationOf } from '../../core/graph/operation';
import { batchNormOfBatch, batchNormWith, layerNorm as normalizeLayer } from '../operations/normalization';
import type { Lowering } from './lowering';
import { statistic, vector } from './lowering';

export const batchNorm: Lowering<OperationOf<'batch_norm'>> = {
  weights(_, [input]) {
    const channels = input!.at(-1)!;
    return [
      vector('gamma', channels, 1),
      vector('beta', channels, 0),
      statistic('movingMean', channels, 0),
      statistic('movingVariance', channels, 1),
    ];
  },
  forward({ epsilon, momentum }, [x], context) {
    const gamma = context.weight('gamma');
    const beta = context.weight('beta');
    if (!context.training) {
      return batchNormWith(
        x!,
        gamma,
        beta,
        context.weight('movingMean'),
        context.weight('movingVariance'),
        epsilon,
      );
    }
    return batchNormOfBatch(x!, gamma, beta, epsilon, (mean, variance) => {
      context.move('movingMean', mean, momentum);
      context.move('movingVariance', variance, momentum);
    });
  },
};

export const layerNorm: Lowering<OperationOf<'layer_norm'>> = {
  weights(_, [input]) {
    const features = input!.at(-1)!;
    return [vector('gamma', features, 1), vector('beta', features, 0)];
  },
  forward: ({ epsilon }, [x], context) =>
    normalizeLayer(x!, context.weight('gamma'), context.weight('beta'), epsilon),
};
