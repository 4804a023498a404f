import { expected } from '../base/errors';
import type { WeightsEvent } from './event';

/**
 * Checks that weights are those of decisions that were named before: of the same network, a row for each decision, and
 * in it a weight for each alternative.
 */
export class WeightsOrder {
  /** The alternatives of each decision, by network. */
  readonly #sizes = new Map<number | undefined, readonly number[]>();

  /** Takes the next event. Throws `InputError` at `place`. */
  check(event: WeightsEvent, place: string): void {
    if (event.type === 'architecture-decisions') {
      const sizes = event.decisions.map(({ alternatives }) => alternatives.length);
      this.#sizes.set(event.trial, sizes);
      return;
    }
    const sizes = this.#sizes.get(event.trial);
    if (!sizes) {
      const whose = event.trial === undefined ? 'the run' : `trial ${event.trial}`;
      throw expected(place, `architecture-decisions of ${whose} before its weights`, event.type);
    }
    requireRows(event.weights, sizes, place);
  }
}

/** Throws `InputError` where `weights` are not `sizes` many. */
export function requireRows(
  weights: readonly (readonly number[])[],
  sizes: readonly number[],
  place: string,
): void {
  const inside = place === '' ? 'weights' : `${place}, weights`;
  if (weights.length !== sizes.length)
    throw expected(inside, `${sizes.length} rows, one for each decision`, weights.length);
  const wrong = weights.findIndex((row, i) => row.length !== sizes[i]);
  if (wrong < 0) return;
  throw expected(
    `${inside}[${wrong}]`,
    `${sizes[wrong]!} weights, one for each alternative`,
    weights[wrong]!.length,
  );
}
