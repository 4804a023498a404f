import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import type { Candidate } from '../unseen';
import type { Acquisition, Promise } from './acquisition';
import type { Features } from './features';
import type { BayesianOptions } from './options';

/** Whose surroundings are searched. */
export interface Centre {
  readonly trial: TrialId;
  readonly genotype: Genotype;
}

/** The candidate that promises most. */
export interface Found extends Candidate {
  readonly operator: 'neighbour' | 'mutation' | 'sample' | 'acquisition';
  readonly parents: readonly TrialId[];
  readonly promise: Promise;
}

interface Draft {
  readonly genotype: Genotype;
  readonly operator: Found['operator'];
  readonly parents: readonly TrialId[];
}

/** Draws that may turn out to be known, per candidate that is wanted. */
const TRIES = 3;
/** Neighbours that one step of a climb looks at, at most. */
const MAX_CLIMBED = 40;

export interface CandidateSearch<X> {
  readonly space: SearchSpace;
  readonly features: Features<X>;
  readonly options: BayesianOptions;
  /** Encodings that need not be looked at. */
  readonly isKnown: (genotype: Genotype) => boolean;
  readonly isSeen: (id: CandidateId) => boolean;
}

/**
 * Looks for the candidate that promises most: among neighbours of the centres, two edits away from them, and random ones, then up the
 * acquisition from the best of them, one edit at a time. `undefined` when none of those is new.
 *
 * Names of candidates (`candidateId`) may cost more than a prediction, so they are asked for from the best down, until one is new.
 */
export function searchCandidates<X>(
  search: CandidateSearch<X>,
  centres: readonly Centre[],
  acquisition: Acquisition<X>,
  stream: Rng,
): Found | undefined {
  const { space, features, options, isSeen } = search;
  const offered = new Set<string>();
  const scored: (Draft & { readonly promise: Promise })[] = [];

  score(drafts());
  // Without an acquisition above 0 there is no slope; and a draw of a function is one of the candidates it was drawn for.
  for (let step = 0; step < (options.acquisition === 'thompson' ? 0 : options.climbSteps); step++) {
    const from = scored.reduce<(typeof scored)[number] | undefined>(
      (best, one) => (best && compare(best.promise, one.promise) <= 0 ? best : one),
      undefined,
    );
    if (!from || !climb(from)) break;
  }
  scored.sort((a, b) => compare(a.promise, b.promise));
  for (const { genotype, operator, parents, promise } of scored) {
    const id = space.candidateId(genotype);
    if (options.allowRepeats || !isSeen(id)) return { id, genotype, operator, parents, promise };
  }
  return undefined;

  /** Whether a neighbour of `from` promises more. */
  function climb(from: Draft & { readonly promise: Promise }): boolean {
    const looked = nearest(space, from.genotype, stream);
    const before = scored.length;
    score(
      looked.flatMap((genotype) =>
        isNew(genotype) ? [{ genotype, operator: 'acquisition' as const, parents: from.parents }] : [],
      ),
    );
    return scored.slice(before).some(({ promise }) => compare(promise, from.promise) < 0);
  }

  function score(some: readonly Draft[]): void {
    if (some.length === 0) return;
    const promises = acquisition.promisesOf(
      some.map(({ genotype }) => ({ genotype, input: features.of(genotype) })),
    );
    some.forEach((draft, i) => scored.push({ ...draft, promise: promises[i]! }));
  }

  function isNew(genotype: Genotype): boolean {
    const key = genotype.join();
    if (offered.has(key) || (!options.allowRepeats && search.isKnown(genotype))) return false;
    offered.add(key);
    return true;
  }

  function drafts(): Draft[] {
    const all: Draft[] = [];
    const offer = (genotype: Genotype, operator: Draft['operator'], parents: readonly TrialId[]): void => {
      if (isNew(genotype)) all.push({ genotype, operator, parents });
    };
    const draw = (wanted: number, once: (i: number) => void): void => {
      const full = all.length + wanted;
      for (let i = 0; i < wanted * TRIES && all.length < full; i++) once(i);
    };
    const mutant = (genotype: Genotype): Genotype => space.mutate(genotype, stream);
    const centreOf = (i: number): Centre => centres[i % centres.length]!;

    if (options.allowRepeats)
      for (const { genotype, trial } of centres) offer(genotype, 'acquisition', [trial]);
    if (centres.length > 0) {
      const mostNeighbours = space.knobs.reduce((sum, { values }) => sum + values.length - 1, 0);
      if (mostNeighbours * centres.length <= options.neighbours) {
        for (const { genotype, trial } of centres)
          for (const neighbour of space.neighbours(genotype)) offer(neighbour, 'neighbour', [trial]);
      } else {
        draw(options.neighbours, (i) =>
          offer(mutant(centreOf(i).genotype), 'neighbour', [centreOf(i).trial]),
        );
      }
      draw(options.mutations, (i) =>
        offer(mutant(mutant(centreOf(i).genotype)), 'mutation', [centreOf(i).trial]),
      );
    }
    draw(options.randomCandidates, () => offer(space.sample(stream), 'sample', []));
    return all;
  }
}

/** All neighbours, or, where there are many, the smallest changes (of fine ordinal knobs) and as many random ones. */
function nearest(space: SearchSpace, genotype: Genotype, stream: Rng): Genotype[] {
  const around = space.neighbours(genotype);
  if (around.length <= MAX_CLIMBED) return around;
  const change = (neighbour: Genotype): number =>
    space.knobs.reduce((sum, { ordinal }, knob) => {
      const steps = Math.abs(neighbour[knob]! - genotype[knob]!);
      return sum + (ordinal ? steps : Math.min(1, steps));
    }, 0);
  const bySize = stream
    .shuffled(around)
    .map((neighbour) => ({ neighbour, size: change(neighbour) }))
    .sort((a, b) => a.size - b.size)
    .map(({ neighbour }) => neighbour);
  const half = MAX_CLIMBED / 2;
  return [...bySize.slice(0, half), ...stream.shuffled(bySize.slice(half)).slice(0, half)];
}

/** Negative when `a` promises more: less known violation, then more merit, then, where nothing promises anything, less certainty. */
function compare(a: Promise, b: Promise): number {
  if (a.violation !== b.violation) return a.violation - b.violation;
  return a.merit !== b.merit ? b.merit - a.merit : b.sd - a.sd;
}
