import * as z from 'zod';
import { expected } from '../../base/errors';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { TrialId } from '../../trial/trial';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Pending } from '../proposals';
import type { Ask, Fidelity, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';

export const hurdlesOptions = z
  .strictObject({
    kind: z.literal('progressive-hurdles'),
    populationSize: z
      .number()
      .int()
      .min(1)
      .default(20)
      .describe('Members that are alive at once; the oldest dies.'),
    sampleSize: z
      .number()
      .int()
      .min(1)
      .default(5)
      .describe('Members drawn, with replacement, for each tournament.'),
    stages: z
      .number()
      .int()
      .min(1)
      .max(8)
      .default(3)
      .describe('Trainings of growing length that a candidate can be given, the last of them a full one.'),
    modelsPerHurdle: z
      .number()
      .int()
      .min(1)
      .default(15)
      .describe('So many candidates are measured before the next hurdle is set up.'),
    reduction: z
      .number()
      .min(1.5)
      .default(3)
      .describe('How much shorter the training of each earlier stage is.'),
  })
  .describe(
    'Evolution that trains briefly at first; only candidates that clear hurdles are trained for longer.',
  );

type Options = z.output<typeof hurdlesOptions>;

interface Member extends Pending {
  readonly score: Score;
  readonly stage: number;
}

/** A member that has cleared its hurdle and waits to be trained on. */
interface Promotion {
  readonly member: Member;
  readonly hurdle: number;
}

const MAX_MUTATIONS = 20;

/**
 * Progressive dynamic hurdles: tournament evolution in which every child is trained for the first, short stage; once
 * `modelsPerHurdle` candidates are measured, the mean of what was measured at the last stage reached so far becomes the hurdle
 * of that stage, and from then on a child that is better than it goes on to the next stage.
 *
 * So, Liang and Le, "The Evolved Transformer", ICML 2019 (arXiv:1901.11117), section 3.2. Departures. The oldest member dies
 * (regularised evolution, as in the seed of that search) and a longer training replaces the member's earlier score
 * in place. Stages are the full training divided by powers of `reduction`, moved to epochs that can be measured; with a single
 * fidelity there are no hurdles, and what is left is regularised evolution. Members compete by feasibility and the first objective;
 * infeasible ones never clear a hurdle, and are not in its mean.
 */
export function progressiveHurdles(
  space: SearchSpace,
  options: Options,
  rng: Rng,
  problem: Problem,
): Strategy {
  const { populationSize, sampleSize, modelsPerHurdle } = options;
  if (sampleSize > populationSize)
    throw expected('sampleSize', `at most populationSize (${populationSize})`, sampleSize);
  const stages = stagesOf(problem.fidelities, options);
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const population: Member[] = []; // oldest first
  const stageOf = new Map<TrialId, number>();
  const replaces = new Map<TrialId, TrialId>();
  const promotions: Promotion[] = [];
  /** Per stage, what was measured there. */
  const fitness: number[][] = stages.map(() => []);
  const hurdles: number[] = [];
  let nModels = 0;

  return { ask, tell };

  function ask(): Ask {
    const promotion = promotions.shift();
    return promotion ? promote(promotion) : askChild();
  }

  function promote({ member, hurdle }: Promotion): Ask {
    const stage = member.stage + 1;
    const ask = proposals.propose(member, {
      parents: [member.trial],
      operator: 'promotion',
      explain: { stage: stage + 1, hurdle, parentScore: member.score.values[0]! },
      ...fidelityOf(stage, member.trial),
    });
    stageOf.set(ask.proposal.trial, stage);
    replaces.set(ask.proposal.trial, member.trial);
    return ask;
  }

  function askChild(): Ask {
    const stream = proposals.stream();
    for (let tries = 0; tries < MAX_MUTATIONS && population.length >= populationSize; tries++) {
      const parent = winner(stream);
      const genotype = space.mutate(parent.genotype, stream);
      const id = space.candidateId(genotype);
      if (proposals.isSeen(id)) continue;
      return first(
        proposals.propose(
          { id, genotype },
          {
            parents: [parent.trial],
            operator: 'mutation',
            explain: { stage: 1, parentScore: parent.score.values[0]!, population: populationSize },
            ...fidelityOf(0),
          },
        ),
      );
    }
    const candidate = unseen.draw(stream, proposals.isSeen);
    if (!candidate) return { kind: 'exhausted' };
    return first(
      proposals.propose(candidate, {
        parents: [],
        operator: 'sample',
        explain: { stage: 1 },
        ...fidelityOf(0),
      }),
    );
  }

  function first(ask: Extract<Ask, { readonly kind: 'proposal' }>): Ask {
    stageOf.set(ask.proposal.trial, 0);
    return ask;
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    const stage = stageOf.get(outcome.trial);
    if (!pending || stage === undefined) return;
    if (stage === 0) nModels++;
    if (outcome.status === 'measured') measured({ ...pending, score: outcome.score, stage });
    if (stage === 0 && nModels % modelsPerHurdle === 0) setHurdle();
  }

  function measured(member: Member): void {
    const replaced = replaces.get(member.trial);
    const place = population.findIndex(({ trial }) => trial === replaced);
    if (place >= 0) population[place] = member;
    else if (replaced === undefined) population.push(member);
    if (population.length > populationSize) population.shift();
    if (member.score.violation > 0) return;
    fitness[member.stage]!.push(member.score.values[0]!);
    const hurdle = hurdles[member.stage];
    if (hurdle !== undefined && member.score.values[0]! > hurdle) promotions.push({ member, hurdle });
  }

  function setHurdle(): void {
    const reached = fitness[hurdles.length];
    if (hurdles.length >= stages.length - 1 || !reached || reached.length === 0) return;
    hurdles.push(reached.reduce((a, b) => a + b, 0) / reached.length);
  }

  function fidelityOf(stage: number, continues?: TrialId): { readonly fidelity?: Fidelity } {
    if (stages.length === 1) return {};
    return { fidelity: { epochs: stages[stage]!, ...(continues === undefined ? {} : { continues }) } };
  }

  function winner(stream: Rng): Member {
    let best = stream.pick(population);
    for (let drawn = 1; drawn < sampleSize; drawn++) {
      const rival = stream.pick(population);
      if (compareScores(rival.score, best.score) > 0) best = rival;
    }
    return best;
  }
}

/** Epochs of each stage, ascending; those that fall on the same measurable number are one. */
function stagesOf(fidelities: readonly number[], { stages, reduction }: Options): number[] {
  const full = fidelities.at(-1)!;
  const wanted = Array.from({ length: stages }, (_, i) => full / reduction ** (stages - 1 - i));
  return [
    ...new Set(wanted.map((epochs) => fidelities.find((possible) => possible >= epochs - 1e-9) ?? full)),
  ];
}
