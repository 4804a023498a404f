import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import type { Problem } from '../problem';
import type { Pending, Proposals } from '../proposals';
import { unseenCandidates } from '../unseen';
import type { Candidate, UnseenCandidates } from '../unseen';

/** A genotype out of others, which may not be a member of the space. */
export interface Child {
  readonly genotype: Genotype;
  /** At least one. */
  readonly parents: readonly Pending[];
}

/** Draws of a child that may be known, no member of the space or infeasible before it is given up. */
const TRIES = 10;

/** Finds what may be measured: members, new unless repeats are wanted, and feasible as far as that is known before. */
export interface Offspring {
  /**
   * The first of 10 draws that may be measured; `undefined` when there is none.
   *
   * Where no draw is a member, as in a space that is a list, as many single changes of the last draw's first
   * parent are tried, which the space knows how to make.
   */
  first(draw: () => Child, stream: Rng): (Child & Candidate) | undefined;
  /** The first of 10 random candidates that is feasible as far as that is known before, else the one that is least infeasible. */
  readonly fresh: UnseenCandidates;
}

export function createOffspring(
  space: SearchSpace,
  proposals: Proposals,
  problem: Problem,
  allowRepeats = false,
): Offspring {
  const unseen = unseenCandidates(space);

  return { first, fresh: { draw: fresh } };

  function first(draw: () => Child, stream: Rng): (Child & Candidate) | undefined {
    let nMembers = 0;
    let parents: readonly Pending[] = [];
    for (let tries = 0; tries < TRIES; tries++) {
      const child = draw();
      parents = child.parents;
      if (space.check(child.genotype) !== undefined) continue;
      nMembers++;
      const id = idOf(child.genotype);
      if (id !== undefined) return { ...child, id };
    }
    for (let tries = 0; nMembers === 0 && tries < TRIES; tries++) {
      const genotype = space.mutate(parents[0]!.genotype, stream);
      const id = idOf(genotype);
      if (id !== undefined) return { id, genotype, parents: parents.slice(0, 1) };
    }
    return undefined;
  }

  /** The name of a member that may be measured. */
  function idOf(genotype: Genotype): Candidate['id'] | undefined {
    const id = space.candidateId(genotype);
    if (!allowRepeats && proposals.isSeen(id)) return undefined;
    return problem.foresee(genotype).violation > 0 ? undefined : id;
  }

  function fresh(stream: Rng): Candidate | undefined {
    let best: Candidate | undefined;
    let least = Infinity;
    for (let tries = 0; tries < TRIES && least > 0; tries++) {
      const candidate = allowRepeats ? sample(stream) : unseen.draw(stream, proposals.isSeen);
      if (candidate === undefined) return undefined;
      const { violation } = problem.foresee(candidate.genotype);
      if (violation < least) [best, least] = [candidate, violation];
    }
    return best;
  }

  function sample(stream: Rng): Candidate {
    const genotype = space.sample(stream);
    return { id: space.candidateId(genotype), genotype };
  }
}
