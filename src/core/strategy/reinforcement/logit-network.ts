import type { Rng } from '../../base/random';
import type { Knob } from '../../space/space';

/** A choice that was made: the knob and the position of its value. */
export interface Choice {
  readonly knob: number;
  readonly value: number;
}

/** The derivatives of something by the logits of a knob's values. */
export interface LogitGradient {
  readonly knob: number;
  /** One per value of the knob, and possibly more room behind. */
  readonly gradient: Float64Array;
}

/** What scores the values of a knob, after the choices before it; a function of parameters that somebody else owns. */
export interface LogitNetwork {
  /** How many parameters there are. */
  readonly size: number;
  initial(stream: Rng): Float64Array;
  /**
   * Writes the logits of `knob`'s values into `logits`. Steps of a sequence come one after the other from 0, each
   * with the choice of the step before.
   */
  forward(
    parameters: Float64Array,
    step: number,
    knob: number,
    previous: Choice | undefined,
    logits: Float64Array,
  ): void;
  /** Adds to `gradient` what the gradients of the logits of the last sequence mean for the parameters. */
  backward(parameters: Float64Array, steps: readonly LogitGradient[], gradient: Float64Array): void;
}

/** Where the values of each knob begin in a list of all values, and how many there are. */
export function valueOffsets(knobs: readonly Knob[]): {
  readonly offsets: readonly number[];
  readonly nValues: number;
} {
  let nValues = 0;
  const offsets = knobs.map(({ values }) => (nValues += values.length) - values.length);
  return { offsets, nValues };
}
