import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { CandidateId, SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { TrialId } from '../../trial/trial';
import type { Measured } from '../history';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import { averageWorsening } from './average-worsening';

export const simulatedAnnealingOptions = z
  .strictObject({
    kind: z.literal('simulated-annealing'),
    initialSamples: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe('Random candidates before the walk, which starts from the best of them.'),
    initialTemperature: z
      .union([z.literal('auto'), z.number().positive()])
      .default('auto')
      .describe(
        'In units of the first objective; `auto` makes an average worsening among the random candidates acceptable with `initialAcceptance`.',
      ),
    initialAcceptance: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.4)
      .describe('How likely an average worsening is accepted at the `auto` temperature.'),
    coolingRate: z
      .number()
      .gt(0)
      .max(1)
      .default(0.95)
      .describe('What the temperature is multiplied with, again and again; 1 keeps it.'),
    stepsPerTemperature: z
      .number()
      .int()
      .min(1)
      .default(1)
      .describe('Measured candidates between two coolings.'),
    restartAfter: z
      .number()
      .int()
      .min(0)
      .default(50)
      .describe(
        'So many measured candidates in a row without a move start a new walk at a random candidate and the initial temperature; 0: never.',
      ),
  })
  .describe('Walk from neighbour to neighbour, at first also downhill, later only up.');

type Options = z.output<typeof simulatedAnnealingOptions>;

/** Neighbours that may turn out to be known before the walk is given up. */
const MAX_NEIGHBOURS = 50;

interface Walk {
  /** From 1. */
  readonly number: number;
  /** Where it stands; `undefined` until its first candidate is told. */
  at: Measured | undefined;
  /** Measured candidates that were judged. */
  nSteps: number;
  /** The same since the last move. */
  nStill: number;
}

/**
 * Simulated annealing: moves to a neighbour that is better, and with probability exp(-worsening / temperature) to one that is
 * worse, while the temperature falls.
 *
 * Kirkpatrick, Gelatt and Vecchi, "Optimization by Simulated Annealing", Science 220, 1983; acceptance by Metropolis et al.,
 * 1953. Initial acceptance 0.4 and geometric cooling by 0.95 are those of Johnson et al., "Optimization by Simulated
 * Annealing: An Experimental Evaluation", Operations Research 37(6), 1989. The first temperature of `auto` is the average worsening
 * among the initial samples over -ln `initialAcceptance`. A neighbour is a mutation of the space: one effective change.
 *
 * Any number of neighbours of one place may be out. Each outcome is a step of the walk when it is told: it is judged
 * against where the walk stands by then, with a number of its own trial's stream. So nothing ever waits; with one
 * evaluator it is the ordinary walk.
 *
 * Departures. Johnson et al. stay at a temperature for 16 times as many steps as a candidate has neighbours, which
 * training cannot afford: here it falls with every measured candidate. A known neighbour is never measured again: the walk
 * steps on to it, or not, with the score that is remembered, and such steps neither cool nor count. After 50
 * neighbours that are all known, and after `restartAfter` candidates without a move, a new walk begins at a random
 * candidate with the initial temperature; what is told later of an earlier walk is remembered and moves nothing. Where
 * some of the 50 are still out, a random candidate takes part in the walk instead.
 * Failed trials are no steps. The best of all walks is the journal's business.
 *
 * A candidate that breaks constraints less is always accepted, one that breaks them more never. Several objectives are recorded,
 * but candidates compete by feasibility and the first objective only.
 */
export function simulatedAnnealing(space: SearchSpace, options: Options, rng: Rng): Strategy {
  const { initialSamples, coolingRate, stepsPerTemperature, restartAfter } = options;
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  /** Everything that was told; `undefined` for what failed. */
  const known = new Map<CandidateId, Measured | undefined>();
  /** The walk that each trial belongs to, while it is out. */
  const walkOf = new Map<TrialId, number>();
  const samples: Measured[] = [];
  let worsening = 0;
  let initialTemperature = 0;
  let walk: Walk = newWalk(1);

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const ask = walk.at ? askNeighbour(walk.at, stream) : askSample(stream, walk);
    if (ask.kind === 'proposal') walkOf.set(ask.proposal.trial, walk.number);
    return ask;
  }

  function askNeighbour(start: Measured, stream: Rng): Ask {
    const now = temperature();
    let at = start;
    let isAnyOut = false;
    for (let tries = 0; tries < MAX_NEIGHBOURS; tries++) {
      const genotype = space.mutate(at.genotype, stream);
      const id = space.candidateId(genotype);
      if (!proposals.isSeen(id)) {
        walk.at = at;
        return proposals.propose(
          { id, genotype },
          {
            parents: [at.trial],
            operator: 'neighbour',
            explain: {
              walk: walk.number,
              temperature: now,
              probability: now > 0 ? Math.exp(-worsening / now) : 0,
              parentScore: at.score.values[0]!,
            },
          },
        );
      }
      const measured = known.get(id);
      isAnyOut ||= !known.has(id);
      if (measured && stream.next() < acceptance(at.score, measured.score, now)) at = measured;
    }
    return askSample(stream, isAnyOut ? walk : newWalk(walk.number + 1));
  }

  function askSample(stream: Rng, into: Walk): Ask {
    const candidate = unseen.draw(stream, proposals.isSeen);
    if (candidate === undefined) return { kind: 'exhausted' };
    walk = into;
    return proposals.propose(candidate, {
      parents: [],
      operator: 'sample',
      explain: { walk: walk.number },
    });
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending) return;
    const number = walkOf.get(outcome.trial);
    walkOf.delete(outcome.trial);
    const measured = outcome.status === 'measured' ? { ...pending, score: outcome.score } : undefined;
    known.set(pending.id, measured);
    if (measured === undefined) return;
    if (samples.length < initialSamples) begin(measured);
    else if (number !== walk.number) return;
    else if (walk.at === undefined) walk.at = measured;
    else step(walk.at, measured);
  }

  /** Collects the initial samples; the last one starts the first walk. */
  function begin(sample: Measured): void {
    samples.push(sample);
    if (samples.length < initialSamples) return;
    worsening = averageWorsening(samples.map(({ score }) => score));
    initialTemperature =
      options.initialTemperature === 'auto'
        ? worsening / -Math.log(options.initialAcceptance)
        : options.initialTemperature;
    walk.at = samples.reduce((best, other) => (compareScores(other.score, best.score) > 0 ? other : best));
  }

  function step(at: Measured, candidate: Measured): void {
    const chance = acceptance(at.score, candidate.score, temperature());
    const isTaken = proposals.rng.fork(`trial-${candidate.trial}`).fork('acceptance').next() < chance;
    if (isTaken) walk.at = candidate;
    walk.nSteps++;
    walk.nStill = isTaken ? 0 : walk.nStill + 1;
    if (restartAfter > 0 && walk.nStill >= restartAfter) walk = newWalk(walk.number + 1);
  }

  function temperature(): number {
    return initialTemperature * coolingRate ** Math.floor(walk.nSteps / stepsPerTemperature);
  }
}

function newWalk(number: number): Walk {
  return { number, at: undefined, nSteps: 0, nStill: 0 };
}

/** The probability with which a walk at `at` moves to `to`. */
function acceptance(at: Score, to: Score, temperature: number): number {
  if (at.violation !== to.violation) return to.violation < at.violation ? 1 : 0;
  const gain = to.values[0]! - at.values[0]!;
  if (gain >= 0) return 1;
  return temperature > 0 ? Math.exp(gain / temperature) : 0;
}
