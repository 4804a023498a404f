import type { Rng } from '../base/random';
import { createRng } from '../base/random';
import { architectureId } from '../graph/canonical';
import { isActive } from './knob-activity';
import type { Genotype, KnobValue, SearchSpace } from './space';
import { sampledCosts } from './space-picture';
import type { SampledCost } from './space-picture';

/** A knob that one of two spaces has, or both. */
export interface ComparedKnob {
  readonly name: string;
  readonly state: 'same' | 'other values' | 'only here' | 'only there';
  /** `null` where the space has no knob of that name. */
  readonly here: readonly KnobValue[] | null;
  readonly there: readonly KnobValue[] | null;
}

export interface ComparedSize {
  readonly title: string;
  readonly kind: string;
  /** Decimal digits, exact. */
  readonly encodings: string;
  /** Decimal digits, or `null` where not countable. */
  readonly distinct: string | null;
  readonly costs: readonly SampledCost[];
}

/** How many sampled architectures of one space the other has too. */
export interface Overlap {
  readonly found: number;
  readonly of: number;
  /** The other space was looked through; otherwise there may be more than were found. */
  readonly isExact: boolean;
}

export interface SpaceComparison {
  readonly here: ComparedSize;
  readonly there: ComparedSize;
  readonly knobs: readonly ComparedKnob[];
  readonly hereInThere: Overlap;
  readonly thereInHere: Overlap;
}

export interface NamedSpace {
  readonly space: SearchSpace;
  readonly title: string;
}

const N_SAMPLED = 60;
/** Spaces up to this size are built whole; a build takes half a millisecond or more. */
const MOST_LISTED = 1500n;
/** Candidates that are built in search of one architecture. */
const MOST_TRIES = 16;

/**
 * Two spaces side by side. Architectures are the same when their canonical ids are, whatever their knobs are called.
 * Takes up to some seconds. Throws `InputError` when no candidate of a space can be built.
 */
export function compareSpaces(here: NamedSpace, there: NamedSpace, seed: number): SpaceComparison {
  const rng = createRng(seed);
  return {
    here: sizeOf(here, seed),
    there: sizeOf(there, seed),
    knobs: comparedKnobs(here.space, there.space),
    hereInThere: overlapOf(here.space, there.space, rng.fork('here')),
    thereInHere: overlapOf(there.space, here.space, rng.fork('there')),
  };
}

function sizeOf({ space, title }: NamedSpace, seed: number): ComparedSize {
  return {
    title,
    kind: space.kind,
    encodings: String(space.count()),
    distinct: space.countDistinct()?.toString() ?? null,
    costs: sampledCosts(space, seed),
  };
}

/** Knobs by name: those of the first space in their order, then what only the second has. */
export function comparedKnobs(here: SearchSpace, there: SearchSpace): ComparedKnob[] {
  const theirs = new Map(there.knobs.map(({ name, values }) => [name, values]));
  const names = new Set(here.knobs.map(({ name }) => name));
  return [
    ...here.knobs.map(({ name, values }): ComparedKnob => {
      const others = theirs.get(name);
      if (!others) return { name, state: 'only here', here: values, there: null };
      const isSame = values.length === others.length && values.every((value) => others.includes(value));
      return { name, state: isSame ? 'same' : 'other values', here: values, there: others };
    }),
    ...there.knobs
      .filter(({ name }) => !names.has(name))
      .map(({ name, values }): ComparedKnob => ({ name, state: 'only there', here: null, there: values })),
  ];
}

/** How many of up to 60 architectures that are drawn from `from` are in `into`. Equal ones count once. */
export function overlapOf(from: SearchSpace, into: SearchSpace, rng: Rng): Overlap {
  const sampled = new Map<string, Genotype>();
  for (let i = 0; i < N_SAMPLED; i++) {
    const genotype = from.sample(rng);
    const id = idOf(from, genotype);
    if (!sampled.has(id)) sampled.set(id, genotype);
  }
  if (into.count() <= MOST_LISTED) {
    const ids = new Set(Array.from(into.enumerate(), (genotype) => idOf(into, genotype)));
    const found = [...sampled.keys()].filter((id) => ids.has(id)).length;
    return { found, of: sampled.size, isExact: true };
  }
  const found = [...sampled].filter(([id, genotype]) => {
    for (const other of translations(from, genotype, into))
      if (into.check(other) === undefined && idOf(into, other) === id) return true;
    return false;
  });
  return { found: found.length, of: sampled.size, isExact: found.length === sampled.size };
}

/** Names the network; of candidates that bring weights, those too; of names without networks, the name. */
function idOf(space: SearchSpace, genotype: Genotype): string {
  if (space.namesOnly) return space.format(genotype);
  if (space.initialWeights) return space.candidateId(genotype);
  return architectureId(space.build(genotype));
}

/** Genotypes of `into` that say the same as `genotype` by the names of their knobs, a few where knobs are left to choose. */
function* translations(from: SearchSpace, genotype: Genotype, into: SearchSpace): Generator<Genotype> {
  const said = new Map(from.knobs.map(({ name, values }, knob) => [name, values[genotype[knob]!]!]));
  let left = MOST_TRIES;
  yield* fill([]);

  function* fill(chosen: readonly number[]): Generator<Genotype> {
    if (left === 0) return;
    const knob = into.knobs[chosen.length];
    if (!knob) {
      left--;
      yield chosen;
      return;
    }
    for (const position of positions(knob.name, chosen)) yield* fill([...chosen, position]);
  }

  function positions(name: string, chosen: readonly number[]): number[] {
    const { values } = into.knobs[chosen.length]!;
    if (!isActive(into.knobs, chosen, chosen.length)) return [0];
    const value = said.get(name);
    if (value === undefined) return values.map((_, position) => position);
    const position = values.indexOf(value);
    return position < 0 ? [] : [position];
  }
}
