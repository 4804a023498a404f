import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import { candidatePool } from '../candidate-pool';
import type { PoolCandidate } from '../candidate-pool';

/** Spaces of at most so many encodings are looked at as a whole. */
const MOST_LISTED = 500n;
/** One-edit neighbours of a centre that are all looked at. */
const MOST_NEIGHBOURS = 60;
/** Of more, so many are drawn around all centres. */
const N_ONE_EDIT = 300;
/** Candidates two edits away from a centre, and random ones: so many of each. */
const N_DRAWN = { first: 100, later: 60 };
const N_KEPT = 100;

type Centre = { readonly trial: TrialId; readonly genotype: Genotype };

/** Candidates for the model to choose from; no two isomorphic, and none that `isSeen` knows. */
export interface Pool {
  candidates(
    centres: readonly Centre[],
    stream: Rng,
    isSeen: (id: CandidateId) => boolean,
  ): readonly PoolCandidate[];
  /** Of these candidates, best first, the pool of the next proposal has the first again. */
  keep(ranked: readonly PoolCandidate[]): void;
}

/**
 * Edits of the centres, candidates two edits away, random ones, and the best 100 of the last pool; of a space of at most
 * 500 encodings all candidates.
 *
 * The first pool draws 100 candidates two edits away and 100 random ones, each later one 60: to look at a candidate costs
 * more than to judge it again, and what was good stays in sight. With more than 60 neighbours a centre, 300 around all centres
 * are drawn.
 */
export function createPool(space: SearchSpace): Pool {
  if (space.count() <= MOST_LISTED)
    return { candidates: (_, __, isSeen) => wholeSpace(space, isSeen), keep: () => undefined };
  const nNeighbours = space.knobs.reduce((sum, { values }) => sum + values.length - 1, 0);
  const oneEdit = nNeighbours <= MOST_NEIGHBOURS ? 'all' : N_ONE_EDIT;
  let kept: readonly PoolCandidate[] | undefined;

  return {
    candidates(centres, stream, isSeen) {
      const nDrawn = kept ? N_DRAWN.later : N_DRAWN.first;
      const sizes = { oneEdit, twoEdits: nDrawn, random: nDrawn } as const;
      const fresh = candidatePool(space, centres, sizes, stream, isSeen);
      const isFresh = new Set(fresh.map(({ id }) => id));
      return [...fresh, ...(kept ?? []).filter(({ id }) => !isFresh.has(id) && !isSeen(id))];
    },
    keep(ranked) {
      kept = ranked.slice(0, N_KEPT);
    },
  };
}

function wholeSpace(space: SearchSpace, isSeen: (id: CandidateId) => boolean): PoolCandidate[] {
  const pool = new Map<CandidateId, PoolCandidate>();
  for (const genotype of space.enumerate()) {
    const id = space.candidateId(genotype);
    if (!isSeen(id) && !pool.has(id)) pool.set(id, { id, genotype, operator: 'sample', parents: [] });
  }
  return [...pool.values()];
}
