import { util } from '@tensorflow/tfjs-core';

import type { Loop } from './memory';

/**
 * Sums the rows of `x` that have the same segment id: the gradient of `gather`.
 * Ids outside `[0, numSegments)` are left out, as in TensorFlow.
 */
export const unsortedSegmentSum: Loop = (memory, inputs, attrs) => {
  const x = inputs['x']!;
  const segmentIds = inputs['segmentIds']!;
  const count = attrs['numSegments'] as number;
  const row = x.shape.slice(1);
  const out = memory.zeros([count, ...row]);
  const to = memory.floats(out);
  const from = memory.floats(x);
  const size = util.sizeFromShape(row);
  memory.ints(segmentIds).forEach((id, i) => {
    if (id < 0 || id >= count) return;
    for (let j = 0; j < size; j++) to[id * size + j] = to[id * size + j]! + from[i * size + j]!;
  });
  return out;
};
