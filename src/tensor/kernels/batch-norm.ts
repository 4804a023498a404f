import { util } from '@tensorflow/tfjs-core';

import { combineColumns, scaleColumns, sumProducts, sumShifted } from './columns';
import type { Loop } from './memory';

/** Batch normalisation with the statistics of its batch, as two passes over memory. Inputs `x`, `gamma`, `beta`; gives `y`, mean, 1 / deviation. */
export const BATCH_NORM = 'NasBatchNorm';

/** Gradients of `BATCH_NORM`. Inputs `dy`, `x`, `gamma`, `mean`, `scale` (1 / deviation); gives dx, dgamma, dbeta. */
export const BATCH_NORM_GRADIENT = 'NasBatchNormGradient';

export const batchNorm: Loop = (memory, inputs, attrs) => {
  const x = inputs['x']!;
  const channels = x.shape.at(-1)!;
  const rows = util.sizeFromShape(x.shape) / channels;
  const epsilon = attrs['epsilon'] as number;

  const y = memory.make(x.shape);
  const mean = memory.make([channels]);
  const scale = memory.make([channels]);
  const from = memory.floats(x);
  const to = memory.floats(y);

  const gamma = memory.floats(inputs['gamma']!);
  const beta = memory.floats(inputs['beta']!);
  const means = memory.floats(mean);
  const scales = memory.floats(scale);
  const factor = new Float64Array(channels);
  const offset = new Float64Array(channels);
  // Sums in double precision about the first row: one pass, and no loss when the mean is large.
  const shift = Float64Array.from(from.subarray(0, channels));
  sumShifted(from, shift, (c, sum, squares) => {
    const d = sum / rows;
    const variance = Math.max(0, squares / rows - d * d);
    means[c] = shift[c]! + d;
    scales[c] = 1 / Math.sqrt(variance + epsilon);
    factor[c] = scales[c] * gamma[c]!;
    offset[c] = beta[c]! - means[c] * factor[c];
  });
  scaleColumns(from, factor, offset, to);
  return [y, mean, scale];
};

export const batchNormGradient: Loop = (memory, inputs) => {
  const x = inputs['x']!;
  const channels = x.shape.at(-1)!;
  const rows = util.sizeFromShape(x.shape) / channels;

  const dx = memory.make(x.shape);
  const dgamma = memory.make([channels]);
  const dbeta = memory.make([channels]);
  const from = memory.floats(x);
  const gradient = memory.floats(inputs['dy']!);
  const mean = memory.floats(inputs['mean']!);
  const scale = memory.floats(inputs['scale']!);
  const gamma = memory.floats(inputs['gamma']!);

  // dx = gamma scale (dy - mean(dy) - xhat mean(dy xhat)) = a dy + b x + constant
  const a = new Float64Array(channels);
  const b = new Float64Array(channels);
  const constant = new Float64Array(channels);
  const dg = memory.floats(dgamma);
  const db = memory.floats(dbeta);
  sumProducts(gradient, from, Float64Array.from(mean), (c, sum, product) => {
    dg[c] = product * scale[c]!;
    db[c] = sum;
    a[c] = gamma[c]! * scale[c]!;
    b[c] = (-a[c] * scale[c]! * scale[c]! * product) / rows;
    constant[c] = (-a[c] * sum) / rows - b[c] * mean[c]!;
  });
  combineColumns(gradient, a, from, b, constant, memory.floats(dx));
  return [dx, dgamma, dbeta];
};
