import type { Rng } from '../base/random';
import type { ParzenKernel } from './parzen-kernels';
import { activeKnobs, isOn } from './parzen-points';
import type { ParzenPoints, Positions } from './parzen-points';

/** A distribution over the settings of knobs, conditional ones included. */
export interface Density {
  /** ln of the probability of a setting. */
  logDensity(positions: Positions): number;
  /** Draws a setting; 0 where a knob is inactive. */
  sample(rng: Rng): number[];
}

/**
 * A mixture of products: each member of `points` is a component, a product over knobs of kernels around its positions.
 *
 * Knobs interact, because a component is about all of them. Over a tree of conditional knobs a component is a
 * distribution too: an inactive knob has no factor, and where the component does not know a knob that is
 * active in a setting, its values are equally likely. A member that knows nothing is the uniform prior. A density takes one look-up per
 * component and group of knobs.
 *
 * @param members indices of points
 * @param weights one per member, summing to 1
 * @param kernels one per knob
 */
export function parzenMixture(
  points: ParzenPoints,
  members: Int32Array,
  weights: Float64Array,
  kernels: readonly ParzenKernel[],
): Density {
  const { knobs, groups } = points;
  const nGroups = groups.length;
  const table = new Float64Array(groups.reduce((total, { nCodes }) => total + nCodes, 0));
  const tables: Float64Array[] = []; // parts of `table`, one per group
  // [members, groups]: where in `table` the factor of a component and a group stands.
  const places = new Int32Array(members.length * nGroups);
  let offset = 0;
  for (const [g, { nCodes }] of groups.entries()) {
    const codes = points.codes(g);
    for (let j = 0; j < members.length; j++) places[j * nGroups + g] = offset + codes[members[j]!]!;
    tables.push(table.subarray(offset, offset + nCodes));
    offset += nCodes;
  }

  return {
    logDensity(positions) {
      const active = activeKnobs(knobs, positions);
      for (const [g, part] of tables.entries()) fill(part, groups[g]!.knobs, positions, active);
      let sum = 0;
      for (let j = 0, place = 0; j < weights.length; j++) {
        let product = weights[j]!;
        for (const end = place + nGroups; place < end; place++) product *= table[places[place]!]!;
        sum += product;
      }
      return Math.log(sum);
    },
    sample(rng) {
      const member = members[draw(weights, 0, 1, weights.length, rng)]!;
      return sampleKnobs(points, (k) => {
        const nStates = knobs[k]!.values.length + 1;
        return draw(kernels[k]!, points.column(k)[member]!, nStates, nStates - 1, rng);
      });
    },
  };

  /** Products of the group's kernels at `positions`, for every code that a point may have. */
  function fill(
    table: Float64Array,
    group: readonly number[],
    positions: Positions,
    active: readonly boolean[],
  ): void {
    table[0] = 1;
    let size = 1;
    for (const k of group) {
      const nStates = knobs[k]!.values.length + 1;
      const row = positions[k]! * nStates;
      // From the last state down, because the first overwrites what the others are made of.
      for (let state = nStates - 1; state >= 0; state--) {
        const factor = active[k] ? kernels[k]![row + state]! : 1;
        for (let code = 0; code < size; code++) table[state * size + code] = table[code]! * factor;
      }
      size *= nStates;
    }
  }
}

/** Draws knob after knob, those that are active. */
export function sampleKnobs(points: ParzenPoints, drawKnob: (knob: number) => number): number[] {
  const positions: number[] = [];
  const active: boolean[] = [];
  for (const [k, { activeIf }] of points.knobs.entries()) {
    const on = isOn(activeIf, active, positions);
    active.push(on);
    positions.push(on ? drawKnob(k) : 0);
  }
  return positions;
}

/** An index in proportion to `length` numbers of `shares`, from `start` on, `stride` apart, which sum to 1. */
export function draw(shares: Float64Array, start: number, stride: number, length: number, rng: Rng): number {
  let left = rng.next();
  for (let i = 0; i < length - 1; i++) {
    left -= shares[start + i * stride]!;
    if (left < 0) return i;
  }
  return length - 1;
}
