/**
 * Functions of the nodes of a compositional pattern-producing network (Stanley 2007): each makes a regularity of its own.
 *
 *     sigmoid   2 / (1 + exp(-4.9 x)) - 1   NEAT's steep one, made symmetric
 *     gaussian  exp(-x²)                    mirror symmetry
 *     sine      sin(x)                      repetition
 *     abs       |x|                         mirror symmetry
 *     linear    x
 *     step      1 where x > 0, else 0       borders
 */
export const FUNCTIONS = {
  sigmoid,
  gaussian: (x) => Math.exp(-x * x),
  sine: Math.sin,
  abs: Math.abs,
  linear: (x) => x,
  step: (x) => (x > 0 ? 1 : 0),
} as const satisfies Record<string, (x: number) => number>;

export type FunctionName = keyof typeof FUNCTIONS;

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];

/** In (-1, 1); odd. */
export function sigmoid(x: number): number {
  return Math.tanh(2.45 * x);
}
