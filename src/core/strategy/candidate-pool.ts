import type { Rng } from '../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../space/space';
import type { TrialId } from '../trial/trial';
import type { Candidate } from './unseen';

/** A candidate that a model may choose, and where it comes from. */
export interface PoolCandidate extends Candidate {
  /** `neighbour` of one edit, `mutation` of several, or a fresh `sample`. */
  readonly operator: 'neighbour' | 'mutation' | 'sample';
  readonly parents: readonly TrialId[];
}

export interface PoolSizes {
  /** One-edit neighbours: all of every centre's, or so many drawn by mutation, spread evenly over the centres. */
  readonly oneEdit: 'all' | number;
  /** Candidates two mutations away, drawn. */
  readonly twoEdits: number;
  readonly random: number;
}

/** Draws that may turn out to be known, per candidate that is wanted. */
const TRIES = 3;

/**
 * Candidates for a model to choose from: edits of the centres (usually the best so far), and random ones.
 *
 * No two of them isomorphic and none that `isSeen` knows; fewer than asked for where drawing finds no more.
 * In the order one edit, two edits, random.
 */
export function candidatePool(
  space: SearchSpace,
  centres: readonly { readonly trial: TrialId; readonly genotype: Genotype }[],
  sizes: PoolSizes,
  stream: Rng,
  isSeen: (id: CandidateId) => boolean,
): PoolCandidate[] {
  const pool = new Map<CandidateId, PoolCandidate>();
  const offer = (
    genotype: Genotype,
    operator: PoolCandidate['operator'],
    parents: readonly TrialId[],
  ): void => {
    const id = space.candidateId(genotype);
    if (!pool.has(id) && !isSeen(id)) pool.set(id, { id, genotype, operator, parents });
  };
  const draw = (wanted: number, once: (i: number) => void): void => {
    const full = pool.size + wanted;
    for (let i = 0; i < wanted * TRIES && pool.size < full; i++) once(i);
  };

  if (centres.length > 0) {
    const centreOf = (i: number) => centres[i % centres.length]!;
    if (sizes.oneEdit === 'all') {
      for (const { trial, genotype } of centres)
        for (const neighbour of space.neighbours(genotype)) offer(neighbour, 'neighbour', [trial]);
    } else {
      draw(sizes.oneEdit, (i) => {
        const { trial, genotype } = centreOf(i);
        offer(space.mutate(genotype, stream), 'neighbour', [trial]);
      });
    }
    draw(sizes.twoEdits, (i) => {
      const { trial, genotype } = centreOf(i);
      offer(space.mutate(space.mutate(genotype, stream), stream), 'mutation', [trial]);
    });
  }
  draw(sizes.random, () => {
    offer(space.sample(stream), 'sample', []);
  });
  return [...pool.values()];
}
