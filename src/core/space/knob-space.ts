import { expected, InputError } from '../base/errors';
import type { Rng } from '../base/random';
import type { Architecture } from '../graph/architecture';
import { architectureId } from '../graph/canonical';
import type { InitialWeights } from '../graph/initial-weights';
import type { Blueprint } from './blueprint/blueprint';
import { oneHot, ordinal } from './knob-encoding';
import { formatKnobs, parseKnobs, whyInactive } from './knob-text';
import { createKnobTree, type KnobTree } from './knob-tree';
import { childOf, mutantOf, neighboursOf } from './knob-variation';
import type { CandidateId, Encoding, Genotype, Knob, SearchSpace } from './space';

/** What makes a space of its own out of a list of knobs. */
export interface KnobSpaceSpec {
  readonly kind: string;
  readonly knobs: readonly Knob[];
  /** The network of a genotype. Throws `InputError` when shapes do not fit. */
  build(genotype: Genotype): Architecture;
  /** `build` never throws, so that members need not be tried by building them. */
  readonly alwaysBuilds: boolean;
  /** What a genotype says of the weights that its network begins with, where it says anything. */
  readonly initialWeights?: (genotype: Genotype) => InitialWeights;
  /** The searched part where it is less than the whole network. */
  sketch?(genotype: Genotype): Architecture;
  /** The space as one drawing; absent where there is no network to draw. */
  readonly blueprint?: () => Blueprint;
  /** Without it, the id of the built graph. */
  candidateId?(genotype: Genotype): string;
  /** Number of distinct candidates, when it is known better than by enumeration. */
  readonly distinct?: bigint;
  /** A notation of the space's own; without it `name=value` pairs. */
  readonly notation?: { format(genotype: Genotype): string; parse(text: string): Genotype };
  /** Encodings beside one-hot and ordinal. */
  readonly encoders?: Partial<Record<Encoding, (genotype: Genotype) => Float64Array>>;
}

/** Draws that may fail to build before a method gives up. */
const MAX_DRAWS = 1000;
/** Spaces up to this size are enumerated to count distinct candidates. */
const MAX_ENUMERATED = 1000n;
/** Answers are remembered, so that a strategy may ask again for free: so many at least, and twice as many at most. */
const MIN_REMEMBERED = 16_384;

/**
 * A space out of knobs and a function that builds.
 *
 * Encodings that cannot be built are not members: `count` counts them (it
 * counts what the knobs allow), the drawing methods never return them.
 */
export function createKnobSpace(spec: KnobSpaceSpec): SearchSpace {
  const tree = createKnobTree(spec.knobs);
  const problemOf = spec.alwaysBuilds
    ? () => undefined
    : remembering((genotype) => buildProblem(spec, genotype));
  const idOf = remembering(
    (genotype) => spec.candidateId?.(genotype) ?? architectureId(spec.build(genotype)),
  );
  const encoders: Partial<Record<Encoding, (genotype: Genotype) => Float64Array>> = {
    'one-hot': (genotype) => oneHot(tree, genotype),
    ordinal: (genotype) => ordinal(tree, genotype),
    ...spec.encoders,
  };
  let distinct = spec.distinct;
  const fits = (genotype: Genotype): boolean => problemOf(genotype) === undefined;

  return {
    kind: spec.kind,
    knobs: spec.knobs,
    check: (genotype) => encodingProblem(tree, genotype) ?? problemOf(genotype)?.message,
    sample: (rng) => sampleMember(rng),
    neighbours: (genotype) => neighboursOf(tree, genotype).filter(fits),
    mutate(genotype, rng) {
      for (let draw = 0; draw < MAX_DRAWS; draw++) {
        const mutant = mutantOf(tree, genotype, rng);
        if (mutant === undefined) return genotype;
        if (fits(mutant)) return mutant;
      }
      // Nothing around the parent builds, as far as drawing can tell: look at all of it, then elsewhere.
      const around = neighboursOf(tree, genotype).filter(fits);
      return around.length > 0 ? rng.pick(around) : anotherMember(genotype, rng);
    },
    crossover(a, b, rng) {
      for (let draw = 0; draw < MAX_DRAWS; draw++) {
        const child = childOf(tree, a, b, rng);
        if (fits(child)) return child;
      }
      return a; // a parent is a member made of its own values
    },
    candidateId: (genotype) => idOf(genotype) as CandidateId,
    encode(genotype, kind) {
      const encoder = encoders[kind];
      if (!encoder)
        throw expected('encoding', `one of ${Object.keys(encoders).join(', ')} for ${spec.kind}`, kind);
      return encoder(genotype);
    },
    encodings: ENCODINGS.filter((kind) => encoders[kind] !== undefined),
    count: () => tree.count,
    enumerate: () => members(),
    countDistinct() {
      if (distinct === undefined && tree.count <= MAX_ENUMERATED)
        distinct = BigInt(new Set([...tree.enumerate()].filter(fits).map(idOf)).size);
      return distinct;
    },
    build: (genotype) => spec.build(genotype),
    ...(spec.initialWeights && { initialWeights: spec.initialWeights }),
    sketch: (genotype) => (spec.sketch ?? spec.build)(genotype),
    ...(spec.blueprint && { blueprint: spec.blueprint }),
    format: (genotype) => spec.notation?.format(genotype) ?? formatKnobs(tree, genotype),
    parse: (text) => spec.notation?.parse(text) ?? parseKnobs(tree, text),
  };

  function* members(): Generator<Genotype> {
    for (const genotype of tree.enumerate()) if (fits(genotype)) yield genotype;
  }

  function sampleMember(rng: Rng): Genotype {
    let problem: InputError | undefined;
    for (let draw = 0; draw < MAX_DRAWS; draw++) {
      const genotype = tree.sample(rng);
      problem = problemOf(genotype);
      if (problem === undefined) return genotype;
      if (tree.count === 1n) throw problem;
    }
    throw new InputError(
      problem?.path ?? '',
      `${problem?.problem ?? ''} (none of ${MAX_DRAWS} candidates that were drawn can be built; ` +
        'remove the choices that do not fit together)',
    );
  }

  function anotherMember(genotype: Genotype, rng: Rng): Genotype {
    const own = genotype.join();
    for (let draw = 0; draw < MAX_DRAWS; draw++) {
      const other = sampleMember(rng);
      if (other.join() !== own) return other;
    }
    return genotype;
  }
}

const ENCODINGS: readonly Encoding[] = ['one-hot', 'ordinal', 'adjacency', 'path'];

function encodingProblem(tree: KnobTree, genotype: Genotype): string | undefined {
  if (genotype.length !== tree.knobs.length)
    return `expected ${tree.knobs.length} positions, one per knob, but got ${genotype.length}`;
  for (const [knob, { name, values }] of tree.knobs.entries()) {
    const position = genotype[knob]!;
    if (!Number.isInteger(position) || position < 0 || position >= values.length)
      return `${name}: expected a position from 0 to ${values.length - 1}, but got ${position}`;
    if (position !== 0 && !tree.isActive(genotype, knob))
      return `${name}: expected position 0 where the knob has no effect (${whyInactive(tree, knob)}), but got ${position}`;
  }
  return undefined;
}

function buildProblem(spec: KnobSpaceSpec, genotype: Genotype): InputError | undefined {
  try {
    spec.build(genotype);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/**
 * A pure function that keeps its latest answers. They lie in two generations: when the young one is full, the old one is
 * forgotten, apart from what was asked for again meanwhile.
 */
function remembering<T>(answer: (genotype: Genotype) => T): (genotype: Genotype) => T {
  let young = new Map<string, { readonly value: T }>();
  let old = young;
  return (genotype) => {
    const key = genotype.join();
    let known = young.get(key);
    if (known) return known.value;
    known = old.get(key) ?? { value: answer(genotype) };
    if (young.size >= MIN_REMEMBERED) {
      old = young;
      young = new Map();
    }
    young.set(key, known);
    return known.value;
  };
}
