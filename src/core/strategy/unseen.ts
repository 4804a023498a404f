import type { Rng } from '../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../space/space';

/** A member of the space with the name that strategies compare by. */
export interface Candidate {
  readonly id: CandidateId;
  readonly genotype: Genotype;
}

/** Draws before the search for an unseen candidate becomes systematic. */
const MAX_DRAWS = 64;
/** Draws in a space too large to list; 10,000 repeats in a row mean that fewer than 1 draw in 2,000 is new (p < 0.01). */
const MAX_DRAWS_UNLISTED = 10_000;
/** Spaces of at most so many encodings are listed when draws stop finding new candidates. */
const MAX_LISTED = 200_000n;

/** Draws candidates that were not proposed before. */
export interface UnseenCandidates {
  /**
   * Draws a candidate that `isSeen` does not know, uniformly over the encodings of such candidates.
   *
   * `undefined` when there is none. In spaces of more than 200,000 encodings, where nobody can tell,
   * also after 10,000 draws without a new one. `isSeen` may only grow between calls.
   */
  draw(stream: Rng, isSeen: (id: CandidateId) => boolean): Candidate | undefined;
}

/** Draws any candidates, whatever was seen: for searches that may repeat themselves. */
export function anyCandidates(space: SearchSpace): UnseenCandidates {
  return {
    draw(stream) {
      const genotype = space.sample(stream);
      return { id: space.candidateId(genotype), genotype };
    },
  };
}

/** Rejection first; when that stops paying, a list of the whole space (built once, a few bytes an encoding). */
export function unseenCandidates(space: SearchSpace): UnseenCandidates {
  const listable = space.count() <= MAX_LISTED;
  let left: Candidate[] | undefined;

  return {
    draw(stream, isSeen) {
      const maxDraws = listable ? MAX_DRAWS : MAX_DRAWS_UNLISTED;
      for (let draws = 0; draws < maxDraws; draws++) {
        const genotype = space.sample(stream);
        const id = space.candidateId(genotype);
        if (!isSeen(id)) return { id, genotype };
      }
      if (!listable) return undefined;
      left = left?.filter(({ id }) => !isSeen(id));
      // Listed again when used up, because a space may have grown since.
      if (left === undefined || left.length === 0) left = listed().filter(({ id }) => !isSeen(id));
      return left.length === 0 ? undefined : stream.pick(left);
    },
  };

  function listed(): Candidate[] {
    return Array.from(space.enumerate(), (genotype) => ({ id: space.candidateId(genotype), genotype }));
  }
}
