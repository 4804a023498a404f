import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { AsynchronousRung } from './asynchronous-rung';
import { eta, minEpochs } from './options';
import { randomBase } from './random-base';
import { nearestFidelity, resourcesFrom, smallestResource } from './rung-plan';

export const ashaOptions = z
  .strictObject({ kind: z.literal('asha'), minEpochs, eta: eta(3) })
  .describe('Successive halving without waiting: whoever is among the best of its rung goes on at once.');

/**
 * ASHA: successive halving in which no promotion waits for a rung to be full.
 *
 * Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020 (arXiv:1810.05934), algorithm 2: an evaluator
 * that is free promotes a candidate that is in the best 1/η of its rung and was not promoted yet, from the
 * highest rung downwards, and else begins a fresh one at the lowest. One bracket (no early-stopping rate), η = 3 and the
 * fewest epochs first, which is what Syne Tune and Ray have made usual; η = 4 in the paper's experiments.
 *
 * Departures. The last rung is a full measurement R where r η^k does not meet it. Epochs are those that the estimator
 * can tell; where that makes a step longer than η, only as many go on as cost no more than the rung below
 * (one in 17 from 12 to 200 epochs). Failed trials count in their rung, as the worst. Fresh candidates are drawn at random,
 * none twice. Where there is a single fidelity this is random search.
 */
export function asha(
  space: SearchSpace,
  { minEpochs: least, eta: factor }: z.output<typeof ashaOptions>,
  rng: Rng,
  { fidelities }: Problem,
): Strategy {
  const proposals = new Proposals(rng);
  const base = randomBase(space);
  const full = fidelities.at(-1)!;
  const rungs = rungsOf(resourcesFrom(smallestResource(fidelities, least), full, factor));
  const rungOfTrial = new Map<TrialId, number>();

  return {
    ask,
    tell,
    mayContinue: (trial) => rungs.some((rung) => rung.isWaiting(trial)),
  };

  function ask(): Ask {
    for (let k = rungs.length - 2; k >= 0; k--) {
      const member = rungs[k]!.promotable;
      if (!member) continue;
      rungs[k]!.promote(member.trial);
      const { epochs } = rungs[k + 1]!;
      const answer = proposals.propose(member, {
        parents: [member.trial],
        operator: 'promotion',
        explain: { rung: k + 1, resource: epochs, parentScore: member.score.values[0]! },
        fidelity: { epochs, continues: member.trial },
      });
      rungOfTrial.set(answer.proposal.trial, k + 1);
      return answer;
    }
    const fresh = base.draw(proposals.stream(), proposals.isSeen);
    if (!fresh) return { kind: proposals.nOut > 0 ? 'wait' : 'exhausted' };
    const { epochs } = rungs[0]!;
    const answer = proposals.propose(fresh.candidate, {
      parents: [],
      operator: fresh.operator,
      explain: { rung: 0, resource: epochs },
      ...(epochs === full ? {} : { fidelity: { epochs } }),
    });
    rungOfTrial.set(answer.proposal.trial, 0);
    return answer;
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending) return;
    const k = rungOfTrial.get(outcome.trial)!;
    rungOfTrial.delete(outcome.trial);
    rungs[k]!.add(pending, outcome.status === 'measured' ? outcome.score : undefined);
  }

  function rungsOf(resources: readonly number[]): AsynchronousRung[] {
    const epochs = [...new Set(resources.map((resource) => nearestFidelity(fidelities, resource)))];
    return epochs.map((after, k) => {
      const next = epochs[k + 1];
      return new AsynchronousRung(after, next === undefined ? Infinity : Math.max(factor, next / after));
    });
  }
}
