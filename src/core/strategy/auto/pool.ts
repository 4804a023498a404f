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
const N_DRAWN = 100;

type Centre = { readonly trial: TrialId; readonly genotype: Genotype };

/** Candidates for the model to choose from; no two isomorphic, and none that `isSeen` knows. */
export type Pool = (
  centres: readonly Centre[],
  stream: Rng,
  isSeen: (id: CandidateId) => boolean,
) => PoolCandidate[];

/**
 * Edits of the centres, 100 candidates two edits away, and 100 random ones; of a space of at most 500 encodings all candidates.
 *
 * With more than 60 neighbours a centre, 300 around all centres are drawn. To look at a candidate costs more than to judge it again, so
 * those that were drawn stay until they are proposed or 100 newer ones are there: all at first, then half, are drawn for a proposal.
 */
export function createPool(space: SearchSpace): Pool {
  if (space.count() <= MOST_LISTED) return (_, __, isSeen) => wholeSpace(space, isSeen);
  const nNeighbours = space.knobs.reduce((sum, { values }) => sum + values.length - 1, 0);
  let drawn: readonly PoolCandidate[] = [];

  return (centres, stream, isSeen) => {
    const nDrawn = drawn.length === 0 ? N_DRAWN : N_DRAWN / 2;
    const isAll = nNeighbours <= MOST_NEIGHBOURS;
    const sizes = {
      oneEdit: isAll ? 'all' : N_ONE_EDIT,
      twoEdits: nDrawn,
      random: nDrawn,
    } as const;
    const fresh = candidatePool(space, centres, sizes, stream, isSeen);
    const isNew = new Set(fresh.map(({ id }) => id));
    const stayed = drawn.filter(({ id }) => !isNew.has(id) && !isSeen(id));
    const all = [...fresh, ...stayed];
    const latest = (operator: PoolCandidate['operator']): PoolCandidate[] =>
      all.filter((candidate) => candidate.operator === operator).slice(0, N_DRAWN);
    drawn = [...latest('mutation'), ...latest('sample')];
    return [...fresh.filter(({ operator }) => operator === 'neighbour'), ...drawn];
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
