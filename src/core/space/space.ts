import type { Rng } from '../base/random';
import type { Architecture } from '../graph/architecture';
import type { InitialWeights } from '../graph/initial-weights';
import type { Shape } from '../graph/operation';
import type { Blueprint } from './blueprint/blueprint';

export type KnobValue = string | number | boolean;

/** One choice that a search makes. */
export interface Knob {
  readonly name: string;
  readonly values: readonly KnobValue[];
  /** The values are sizes in order (kernel 1, 3, 5), not names. */
  readonly ordinal: boolean;
  /** The knob has an effect only while the earlier knob `knob` holds one of `values` (positions). */
  readonly activeIf?: { readonly knob: number; readonly values: readonly number[] };
}

/**
 * Positions into each knob's values, one per knob; 0 where the knob is
 * inactive, so that equal genotypes are equal arrays.
 */
export type Genotype = readonly number[];

/**
 * Names what a genotype stands for: isomorphic candidates share it, inactive
 * knobs do not count. Strategies compare and de-duplicate by it.
 */
export type CandidateId = string & { readonly __brand: 'CandidateId' };

export type Encoding = 'one-hot' | 'ordinal' | 'adjacency' | 'path';

/** What a space must know of the task: how examples come in and how many numbers must come out. */
export interface SpaceContext {
  readonly inputShape: Shape;
  /** Classes, or regression targets. */
  readonly outputUnits: number;
}

/**
 * A set of architectures: knobs, and a function from their values to a graph.
 *
 * Pure and immutable; every method takes its randomness as an argument. All
 * genotypes that come out are members; those that go in must be (`check`).
 */
export interface SearchSpace {
  readonly kind: string;
  readonly knobs: readonly Knob[];
  /** Why `genotype` is not a member, as a sentence with the knob's name; `undefined` when it is. */
  check(genotype: Genotype): string | undefined;
  /** Uniform over encodings (not over distinct graphs). */
  sample(rng: Rng): Genotype;
  /** Every member at Hamming distance 1, in a fixed order; a knob that becomes active takes its first value. */
  neighbours(genotype: Genotype): Genotype[];
  /** Exactly one effective change; never the parent, unless the space has one member. */
  mutate(genotype: Genotype, rng: Rng): Genotype;
  /** Uniform per knob; a child uses its parents' values only. */
  crossover(a: Genotype, b: Genotype, rng: Rng): Genotype;
  candidateId(genotype: Genotype): CandidateId;
  /** Numbers in [0, 1] of a fixed length per space and kind; throws `InputError` for a kind not in `encodings`. */
  encode(genotype: Genotype, kind: Encoding): Float64Array;
  readonly encodings: readonly Encoding[];
  /** Exact number of encodings. */
  count(): bigint;
  /** Every member once, in a fixed order; lazily, as there may be more than anybody can list. */
  enumerate(): Iterable<Genotype>;
  /** Number of distinct candidates where it is known or cheap to enumerate. */
  countDistinct(): bigint | undefined;
  /** Candidates are names whose networks nobody here knows: `build` throws, and ids are the encodings. */
  readonly namesOnly?: true;
  /** The network. Throws `InputError` when shapes do not fit, which `check` reports as a sentence. */
  build(genotype: Genotype): Architecture;
  /** What a candidate says of the weights that its network begins with; absent in spaces of architectures alone. */
  readonly initialWeights?: (genotype: Genotype) => InitialWeights;
  /**
   * The searched part of the network, as small as it can be: what the skeleton repeats occurs once (of a cell space
   * one cell). For strategies and views that look at structure. `undefined` where the space cannot say, as for a table of plain knobs.
   */
  sketch(genotype: Genotype): Architecture | undefined;
  /** The whole space as one drawing, with its choices in their places; absent where candidates are names only. */
  readonly blueprint?: () => Blueprint;
  /** The paper's notation where there is one, else `name=value` pairs: one line, round trips. */
  format(genotype: Genotype): string;
  /** Reads `format`'s text. Throws `InputError` that names the place. */
  parse(text: string): Genotype;
}
