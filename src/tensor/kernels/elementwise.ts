import type { Loop } from './memory';

/** Gradient of `max(x, 0)`. Inputs `dy` and `y`, the output; upstream makes three tensors of it. */
export const RELU_GRADIENT = 'NasReluGradient';

/** Sums over all axes but the last: the gradient of a bias. Input `dy`. */
export const COLUMN_SUM = 'NasColumnSum';

export const reluGradient: Loop = (memory, inputs) => {
  const dy = inputs['dy']!;
  const out = memory.make(dy.shape);
  const gradient = memory.floats(dy);
  const y = memory.floats(inputs['y']!);
  const to = memory.floats(out);
  for (let i = 0; i < to.length; i++) to[i] = y[i]! > 0 ? gradient[i]! : 0;
  return out;
};

export const columnSum: Loop = (memory, inputs) => {
  const dy = inputs['dy']!;
  const columns = dy.shape.at(-1)!;
  const out = memory.make([columns]);
  const from = memory.floats(dy);
  const sum = new Float64Array(columns);
  for (let i = 0; i < from.length;) {
    for (let c = 0; c < columns; c++, i++) sum[c] = sum[c]! + from[i]!;
  }
  memory.floats(out).set(sum);
  return out;
};
