import type { Dataset, Examples } from '../core/estimator/dataset';

/** Stand-ins for validation examples, from the training part: enough to be examples, too few to cost time. */
const LOOKED_AT = 32;

/**
 * The data set of the training after the search: the validation examples are
 * training examples too, in their order behind the others. The test examples stay
 * as they are, and stay out of it.
 *
 * A trainer looks at validation examples after each epoch. A few training
 * examples take their place, so what it says of them is of no use, and nothing
 * may be decided by it. Inputs keep the scaling that the search's training
 * examples gave.
 */
export function withoutValidation(dataset: Dataset): Dataset {
  const train = joined(dataset.train, dataset.validation);
  return { ...dataset, train, validation: first(train, Math.min(LOOKED_AT, train.count)) };
}

function joined(a: Examples, b: Examples): Examples {
  return { count: a.count + b.count, x: concat(a.x, b.x), y: concat(a.y, b.y) };
}

function first({ count, x, y }: Examples, n: number): Examples {
  return { count: n, x: x.subarray(0, (x.length / count) * n), y: y.subarray(0, (y.length / count) * n) };
}

function concat(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
