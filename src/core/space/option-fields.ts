import * as z from 'zod';
import { ACTIVATIONS, type Activation } from '../graph/operation';

/** A list of different positive sizes to choose from. */
export function sizes(fallback: readonly number[], description: string, largest = 4096) {
  return differing(z.number().int().min(1).max(largest))
    .default([...fallback])
    .describe(description);
}

/** A list of different sizes to choose from, where 0 stands for leaving the part out. */
export function sizesOrNone(fallback: readonly number[], description: string) {
  return differing(z.number().int().min(0).max(4096))
    .default([...fallback])
    .describe(description);
}

/** A list of different names to choose from. */
export function choices<const T extends string>(
  all: readonly T[],
  fallback: readonly NoInfer<T>[],
  description: string,
) {
  return differing(z.enum(all))
    .default([...fallback])
    .describe(description);
}

export function activations(fallback: readonly Activation[], description: string) {
  return choices(ACTIVATIONS, fallback, description);
}

export function dropoutRates(description: string) {
  return differing(z.number().min(0).lt(1)).default([0]).describe(description);
}

/** A non-empty list without repetition: a value that stood twice would be drawn twice as often. */
function differing<T extends z.ZodType<string | number>>(value: T) {
  return z
    .array(value)
    .min(1)
    .refine(
      (values) => new Set(values).size === values.length,
      'expected values that differ from each other',
    );
}
