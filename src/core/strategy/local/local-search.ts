import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { CandidateId, SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { TrialId } from '../../trial/trial';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import type { Candidate } from '../unseen';

export const localSearchOptions = z
  .strictObject({
    kind: z.literal('local-search'),
    initialSamples: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe('Random candidates before the first climb, which starts from the best of them.'),
    neighbourhood: z
      .enum(['full', 'first-better'])
      .default('full')
      .describe(
        '`full` measures all neighbours and moves to the best; `first-better` moves as soon as one is better.',
      ),
  })
  .describe('Climb from neighbour to better neighbour; at the top start again from a random candidate.');

type Options = z.output<typeof localSearchOptions>;

interface Measured extends Candidate {
  readonly trial: TrialId;
  readonly score: Score;
}

type State =
  /** Random candidates are drawn: `nLeft` are still to be asked, `out` to be told; then the best is climbed from. */
  | { readonly phase: 'start'; nLeft: number; readonly out: Set<TrialId>; best: Measured | undefined }
  | { readonly phase: 'climb'; readonly centre: Measured; readonly neighbours: readonly Candidate[] };

/**
 * Local search: measures the neighbours of the best candidate and moves to a
 * better one; at a local optimum starts again from a fresh random candidate.
 *
 * White, Nolen and Savani, "Exploring the Loss Landscape in Neural Architecture
 * Search", UAI 2021 (arXiv:2005.02960), with its 10 initial samples and full
 * neighbourhood. Neighbours are measured in random order; many can be out at
 * once, and a full neighbourhood must be back before the move: until then, and
 * until the random candidates of a start are back, `ask` may answer `wait`.
 *
 * Departures. A restart draws one candidate and not ten. A candidate that is known is
 * never measured again: a neighbour that was measured earlier takes part with
 * its score, one that failed takes no part. The best of the whole history is
 * the journal's business, so a restart cannot lose it.
 *
 * Several objectives are recorded, but candidates compete by feasibility and
 * the first objective only.
 */
export function localSearch(space: SearchSpace, options: Options, rng: Rng): Strategy {
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  /** Everything that was told; `undefined` for what failed. */
  const known = new Map<CandidateId, Measured | undefined>();
  let nStarts = 0;
  let state = start(options.initialSamples);

  return { ask, tell };

  function ask(): Ask {
    return state.phase === 'start' ? askSample(state) : askNeighbour(state);
  }

  function askSample(starting: StartState): Ask {
    if (starting.nLeft === 0) return { kind: 'wait' };
    const candidate = unseen.draw(proposals.stream(), proposals.isSeen);
    if (candidate === undefined) return { kind: 'exhausted' };
    const ask = proposals.propose(candidate, {
      parents: [],
      operator: 'sample',
      explain: { start: nStarts },
    });
    starting.nLeft--;
    starting.out.add(ask.proposal.trial);
    return ask;
  }

  function askNeighbour({ centre, neighbours }: ClimbState): Ask {
    const left = neighbours.filter(({ id }) => !proposals.isSeen(id));
    if (left.length === 0) return { kind: 'wait' };
    return proposals.propose(proposals.stream().pick(left), {
      parents: [centre.trial],
      operator: 'neighbour',
      explain: { start: nStarts, parentScore: centre.score.values[0]!, neighboursLeft: left.length - 1 },
    });
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending) return;
    const { id, genotype, trial } = pending;
    const measured =
      outcome.status === 'measured' ? { id, genotype, trial, score: outcome.score } : undefined;
    known.set(id, measured);
    if (state.phase === 'start' && state.out.delete(trial)) state.best = better(measured, state.best);
    advance();
  }

  /** Moves on as far as what is known allows. Ends: every move of a climb goes strictly up. */
  function advance(): void {
    for (let next = step(state); next !== state; next = step(state)) state = next;
  }

  function step(now: State): State {
    if (now.phase === 'start') {
      if (now.nLeft > 0 || now.out.size > 0) return now;
      return now.best === undefined ? start(1) : climbFrom(now.best);
    }
    const { centre, neighbours } = now;
    const best = neighbours.reduce<Measured | undefined>(
      (best, { id }) => better(known.get(id), best),
      undefined,
    );
    const isBetter = best !== undefined && compareScores(best.score, centre.score) > 0;
    if (options.neighbourhood === 'first-better' && isBetter) return climbFrom(best);
    if (neighbours.some(({ id }) => !known.has(id))) return now;
    return isBetter ? climbFrom(best) : start(1);
  }

  function start(nLeft: number): State {
    nStarts++;
    return { phase: 'start', nLeft, out: new Set(), best: undefined };
  }

  /** The centre's neighbours, one of each group of isomorphic ones. */
  function climbFrom(centre: Measured): State {
    const byId = new Map<CandidateId, Candidate>();
    for (const genotype of space.neighbours(centre.genotype)) {
      const id = space.candidateId(genotype);
      if (id !== centre.id && !byId.has(id)) byId.set(id, { id, genotype });
    }
    return { phase: 'climb', centre, neighbours: [...byId.values()] };
  }
}

/** The better of two, the second when they are equal. */
function better(a: Measured | undefined, b: Measured | undefined): Measured | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareScores(a.score, b.score) > 0 ? a : b;
}

type StartState = Extract<State, { readonly phase: 'start' }>;
type ClimbState = Extract<State, { readonly phase: 'climb' }>;
