import type { Loop } from './memory';

/** Gradient of `max(x, 0)`. Inputs `dy` and `y`, the output; upstream makes three tensors of it. */
export const RELU_GRADIENT = 'NasReluGradient';

/** Sums over all axes but the last: the gradient of a bias. Input `dy`. */
export const COLUMN_SUM = 'NasColumnSum';

export const reluGradient: Loop = (memory, inputs) => {
  const dy = inputs['dy']!;
  const out = memory.make(dy.shape);
  // On the bits, because a branch that goes either way at random costs more than all else:
  // y is not negative, so it is positive where its bits are not 0.
  const gradient = bitsOf(memory.floats(dy));
  const y = bitsOf(memory.floats(inputs['y']!));
  const to = bitsOf(memory.floats(out));
  for (let i = 0; i < to.length; i++) {
    const bits = y[i]!;
    to[i] = gradient[i]! & ((bits | -bits) >> 31);
  }
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

function bitsOf(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}
