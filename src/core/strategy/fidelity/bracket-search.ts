import type { Rng } from '../../base/random';
import type { CandidateId, Genotype } from '../../space/space';
import type { Score } from '../../trial/objective';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Reason } from '../proposals';
import type { Strategy } from '../strategy';
import type { Candidate } from '../unseen';
import { Bracket } from './bracket';
import type { PlannedRung } from './rung-plan';

/** What fills the first rung of a bracket. */
export interface BaseSampler {
  /** A candidate that `isSeen` does not know, and why; `undefined` when there is none. Changes nothing. */
  draw(stream: Rng, isSeen: (id: CandidateId) => boolean): Fresh | undefined;
  /** Hears of every measurement, of every rung; the score is `undefined` of one that failed. */
  learn?(genotype: Genotype, epochs: number, score: Score | undefined): void;
}

export interface Fresh extends Pick<Reason, 'operator' | 'explain'> {
  readonly candidate: Candidate;
}

/** The `i`-th bracket, from 0. */
export type PlanOf = (i: number) => { readonly number: number; readonly rungs: readonly PlannedRung[] };

/**
 * One bracket after the other.
 *
 * While a rung waits for its last trials, the next bracket begins, so that no evaluator stands idle; promotions
 * come first, those of the oldest bracket before others. With one evaluator this is one bracket after the
 * other. A cheap measurement is the beginning of the full one, with its learning rates, and not a short training
 * of its own whose rates fall to 0: candidates are compared at equal rates, and going on costs the added epochs only.
 * When there are no more fresh candidates the first rung is left as small as it is; `exhausted` when the last
 * bracket is over.
 */
export function bracketSearch(
  planOf: PlanOf,
  sampler: BaseSampler,
  { fidelities }: Problem,
  rng: Rng,
): Strategy {
  const proposals = new Proposals(rng);
  const full = fidelities.at(-1)!;
  let open: Bracket[] = [];
  let nOpened = 0;

  return {
    ask() {
      const waiting = open.find(({ due }) => due);
      if (waiting) return promotion(waiting);
      const fresh = sampler.draw(proposals.stream(), proposals.isSeen);
      if (fresh) return sample(fresh);
      // Closed only where that leads to a proposal: an ask without one must change nothing.
      const short = open.find(({ isClosable }) => isClosable);
      if (short) {
        short.close();
        return promotion(short);
      }
      return { kind: proposals.nOut > 0 ? 'wait' : 'exhausted' };
    },
    tell(outcome) {
      const pending = proposals.settle(outcome.trial);
      const bracket = open.find((one) => one.has(outcome.trial));
      if (!pending || !bracket) return;
      const score = outcome.status === 'measured' ? outcome.score : undefined;
      sampler.learn?.(pending.genotype, bracket.epochs, score);
      bracket.tell(pending, score);
      if (bracket.isOver) open = open.filter((one) => one !== bracket);
    },
    mayContinue: (trial) => open.some((bracket) => bracket.mayContinue(trial)),
  };

  function promotion(bracket: Bracket) {
    const member = bracket.due!;
    const ask = proposals.propose(member, {
      parents: [member.trial],
      operator: 'promotion',
      explain: { ...explain(bracket), parentScore: member.score.values[0]! },
      fidelity: { epochs: bracket.epochs, continues: member.trial },
    });
    bracket.propose(ask.proposal.trial);
    return ask;
  }

  function sample({ candidate, operator, explain: more }: Fresh) {
    const bracket = open.find(({ wantsFresh }) => wantsFresh) ?? openNext();
    const { epochs } = bracket;
    const ask = proposals.propose(candidate, {
      parents: [],
      operator,
      explain: { ...explain(bracket), ...more },
      ...(epochs === full ? {} : { fidelity: { epochs } }),
    });
    bracket.propose(ask.proposal.trial);
    return ask;
  }

  function openNext(): Bracket {
    const { number, rungs } = planOf(nOpened++);
    const bracket = new Bracket(number, rungs);
    open.push(bracket);
    return bracket;
  }
}

function explain({ number, rung, epochs }: Bracket): Record<string, number> {
  return { bracket: number, rung, resource: epochs };
}
