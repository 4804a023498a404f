import type { Knob } from '../space/space';
import type { Allowed, Part } from './partition';

/** What one tree says of knobs, each on its own: exact, not sampled. */
export interface TreeVariance {
  /** Over all combinations of values, each as likely as any other. */
  readonly mean: number;
  readonly variance: number;
  /** By knob and position: the mean over all values of the other knobs. */
  readonly marginals: readonly Float64Array[];
  /** By knob: the variance of its marginal. */
  readonly mains: Float64Array;
}

/**
 * Functional analysis of variance of a tree.
 *
 * Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014, equation 3
 * and theorem 3: a box adds what the tree says there times the share of the other knobs' values that it covers.
 * O(boxes × knobs that a box restricts × values).
 */
export function treeVariance(parts: readonly Part[], knobs: readonly Knob[]): TreeVariance {
  const marginals = knobs.map(({ values }) => new Float64Array(values.length));
  const restricted = new Float64Array(knobs.length);
  let mean = 0;
  let squares = 0;
  for (const { value, allowed } of parts) {
    const share = shareOf(allowed);
    mean += share * value;
    squares += share * value * value;
    for (const [knob, { mask, share: own }] of allowed) {
      restricted[knob]! += share * value;
      add(marginals[knob]!, mask, (share / own) * value);
    }
  }
  const mains = Float64Array.from(knobs, (_, knob) => {
    const marginal = marginals[knob]!;
    // Boxes with all values of the knob add the same to each.
    const rest = mean - restricted[knob]!;
    let variance = 0;
    for (let position = 0; position < marginal.length; position++) {
      marginal[position]! += rest;
      variance += (marginal[position]! - mean) ** 2;
    }
    return variance / marginal.length;
  });
  return { mean, variance: Math.max(0, squares - mean * mean), marginals, mains };
}

/** The variance that two knobs explain together and neither alone: the paper's V of a pair. */
export function pairVariance(
  parts: readonly Part[],
  knobs: readonly Knob[],
  { mean, mains }: TreeVariance,
  [a, b]: readonly [number, number],
): number {
  const nA = knobs[a]!.values.length;
  const nB = knobs[b]!.values.length;
  const joint = new Float64Array(nA * nB);
  let rest = 0;
  for (const { value, allowed } of parts) {
    const ofA = allowed.get(a);
    const ofB = allowed.get(b);
    const weight = (shareOf(allowed) / (ownShare(ofA) * ownShare(ofB))) * value;
    if (!ofA && !ofB) {
      rest += weight;
      continue;
    }
    addJoint(joint, ofA?.mask ?? all(nA), ofB?.mask ?? all(nB), weight);
  }
  let variance = 0;
  for (const one of joint) variance += (one + rest - mean) ** 2;
  return Math.max(0, variance / joint.length - mains[a]! - mains[b]!);
}

function shareOf(allowed: Part['allowed']): number {
  let share = 1;
  for (const { share: own } of allowed.values()) share *= own;
  return share;
}

function add(marginal: Float64Array, mask: Uint8Array, weight: number): void {
  for (let position = 0; position < mask.length; position++)
    if (mask[position] === 1) marginal[position]! += weight;
}

function addJoint(joint: Float64Array, maskA: Uint8Array, maskB: Uint8Array, weight: number): void {
  for (let i = 0; i < maskA.length; i++) {
    if (maskA[i] === 0) continue;
    for (let j = 0; j < maskB.length; j++) if (maskB[j] === 1) joint[i * maskB.length + j]! += weight;
  }
}

function ownShare(allowed: Allowed | undefined): number {
  return allowed?.share ?? 1;
}

function all(n: number): Uint8Array {
  return new Uint8Array(n).fill(1);
}
