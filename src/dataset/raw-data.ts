import type { InputScaling, Target } from '../core/estimator/dataset';
import type { Shape } from '../core/graph/operation';
import { InputError } from '../core/base/errors';

/** Examples as a reader delivers them: not yet split or standardized. */
export interface RawExamples {
  readonly count: number;
  /** `[count, ...inputShape]`, row-major; already divided by `divisor`. */
  readonly x: Float32Array;
  /** `[count]`: class positions into `target.names`, or values. */
  readonly y: Float32Array;
}

/** What every reader returns. */
export interface RawData {
  readonly name: string;
  readonly inputShape: Shape;
  readonly target: Target;
  readonly divisor: InputScaling['divisor'];
  readonly examples: RawExamples;
  /** Present where the data has test files of its own. */
  readonly test?: RawExamples;
}

/** Most numbers that a data set may hold: 2^28, one gibibyte as 32-bit floats. */
export const MAX_VALUES = 2 ** 28;

/** Refuses, before anything is allocated, what would not fit in memory. */
export function checkSize(place: string, count: number, shape: Shape): void {
  const values = shape.reduce((product, size) => product * size, count);
  if (values > MAX_VALUES) {
    throw new InputError(
      place,
      `expected at most ${MAX_VALUES} numbers, but got ${[count, ...shape].join(' x ')} = ${values}`,
    );
  }
}
