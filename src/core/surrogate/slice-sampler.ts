import type { Rng } from '../base/random';

export interface SliceOptions {
  /** First guess of the slice's length. */
  readonly width: number;
  /** Steps out at each end. */
  readonly maxSteps: number;
}

/** Where shrinking has come down to rounding: the place itself is kept. */
const MAX_SHRINKS = 200;

/**
 * Draws the next place along a line from a density, known up to a constant, by slice sampling: the walk's places are distributed by the density.
 *
 * Neal, "Slice Sampling", Annals of Statistics 31(3), 2003, sections 4.1 and 4.2: stepping out and shrinking, with
 * the current place at 0.
 *
 * @param logDensity along the line; -Infinity or NaN outside of the support; finite at 0
 * @returns the step from 0
 */
export function sliceStep(
  logDensity: (step: number) => number,
  rng: Rng,
  { width, maxSteps }: SliceOptions,
): number {
  const level = logDensity(0) + Math.log(1 - rng.next());
  let upper = width * rng.next();
  let lower = upper - width;
  for (let steps = 0; steps < maxSteps && logDensity(upper) > level; steps++) upper += width;
  for (let steps = 0; steps < maxSteps && logDensity(lower) > level; steps++) lower -= width;
  for (let shrinks = 0; shrinks < MAX_SHRINKS; shrinks++) {
    const step = lower + (upper - lower) * rng.next();
    if (logDensity(step) > level) return step;
    if (step > 0) upper = step;
    else lower = step;
  }
  return 0;
}
