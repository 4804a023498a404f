import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import type { Problem } from '../problem';
import { unseenCandidates } from '../unseen';
import type { Candidate, UnseenCandidates } from '../unseen';

/** What a candidate is called that is known to break a constraint. */
const FORBIDDEN = '' as CandidateId;
/** Draws for one that breaks none, where the same candidate may come again. */
const MOST_DRAWS = 1000;

export function isForbidden(problem: Problem, genotype: Genotype): boolean {
  return problem.foresee(genotype).violation > 0;
}

/** Draws unseen candidates that are not known to break a constraint, uniformly. */
export function allowedCandidates(space: SearchSpace, problem: Problem): UnseenCandidates {
  const allowed = unseenCandidates({
    ...space,
    candidateId: (genotype) => (isForbidden(problem, genotype) ? FORBIDDEN : space.candidateId(genotype)),
  });
  return { draw: (stream, isSeen) => allowed.draw(stream, (id) => id === FORBIDDEN || isSeen(id)) };
}

/** Draws a candidate that may have been seen; one that is not known to break a constraint, where 1,000 draws find one. */
export function allowedSample(space: SearchSpace, problem: Problem, stream: Rng): Candidate {
  let genotype = space.sample(stream);
  for (let draws = 1; draws < MOST_DRAWS && isForbidden(problem, genotype); draws++)
    genotype = space.sample(stream);
  return { id: space.candidateId(genotype), genotype };
}
