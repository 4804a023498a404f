import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import { Proposals } from '../proposals';
import type { Reason } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import type { Candidate } from '../unseen';
import type { Policy } from './policy';
import { RewardSignal } from './reward-signal';

/** A measured candidate as a policy learns from it. */
export interface Experience {
  readonly genotype: Genotype;
  /** In standard deviations of the rewards. */
  readonly advantage: number;
  /** The logarithm of the probability of each choice, under what drew the candidate. */
  readonly drawnWith: readonly number[];
}

export interface PolicySearchOptions {
  readonly allowRepeats: boolean;
  /** Outcomes per update. */
  readonly batchSize: number;
  readonly baselineDecay: number;
}

/** Draws that may turn out to be known, or no members, before a random candidate takes their place. */
const MAX_DRAWS = 20;

/**
 * Proposes what a policy draws and lets it learn, a batch of outcomes at a time, in the order in which they came.
 *
 * A draw that the space refuses, or that was proposed before, is drawn again up to 20 times; then a random unseen
 * member takes its place (a random member with `allowRepeats`). So what is drawn is the policy's distribution given
 * that the candidate is new, and an experience remembers the policy's own probabilities, of when it was drawn; a
 * random candidate is remembered as drawn with equal probability for each value. Failed trials teach nothing.
 */
export function policySearch(
  space: SearchSpace,
  rng: Rng,
  policy: Policy,
  { allowRepeats, batchSize, baselineDecay }: PolicySearchOptions,
  learn: (batch: readonly Experience[]) => void,
): Strategy {
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const signal = new RewardSignal(baselineDecay);
  const drawnWith = new Map<TrialId, readonly number[]>();
  let batch: Experience[] = [];

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    for (let draws = 0; draws < MAX_DRAWS; draws++) {
      const { genotype, logProbabilities } = policy.draw(stream);
      if (space.check(genotype) !== undefined) continue;
      const id = space.candidateId(genotype);
      if (!allowRepeats && proposals.isSeen(id)) continue;
      const probability = Math.exp(sum(logProbabilities));
      return propose({ id, genotype }, logProbabilities, 'policy', { probability });
    }
    const candidate = randomCandidate(stream);
    if (candidate === undefined) return { kind: 'exhausted' };
    return propose(candidate, policy.uniform(candidate.genotype), 'sample', {});
  }

  function randomCandidate(stream: Rng): Candidate | undefined {
    if (!allowRepeats) return unseen.draw(stream, proposals.isSeen);
    const genotype = space.sample(stream);
    return { id: space.candidateId(genotype), genotype };
  }

  function propose(
    candidate: Candidate,
    logProbabilities: readonly number[],
    operator: string,
    explain: NonNullable<Reason['explain']>,
  ): Ask {
    const { baseline } = signal;
    const ask = proposals.propose(candidate, {
      parents: [],
      operator,
      explain: { ...explain, ...(baseline === undefined ? {} : { baseline }) },
    });
    drawnWith.set(ask.proposal.trial, logProbabilities);
    return ask;
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending) return;
    const drawn = drawnWith.get(outcome.trial)!;
    drawnWith.delete(outcome.trial);
    if (outcome.status === 'failed') return;
    batch.push({
      genotype: pending.genotype,
      advantage: signal.advantageOf(outcome.score),
      drawnWith: drawn,
    });
    if (batch.length < batchSize) return;
    learn(batch);
    batch = [];
  }
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
