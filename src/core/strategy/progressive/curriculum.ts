import * as z from 'zod';
import { InputError, show } from '../../base/errors';
import type { Rng } from '../../base/random';
import { filteredSpace } from '../../space/filtered-space';
import type { Genotype, SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { TrialId } from '../../trial/trial';
import type { Problem } from '../problem';
import type { Ask, Outcome, Strategy } from '../strategy';
import { complexityIn } from './complexity';

export const curriculumOptions = z
  .strictObject({
    kind: z.literal('curriculum'),
    strategy: z
      .looseObject({ kind: z.string().describe('Which strategy: any but grid, progressive and curriculum.') })
      .default({ kind: 'regularized-evolution', populationSize: 20, sampleSize: 5 })
      .describe('The strategy that searches inside the ceiling, with its options.'),
    stages: z
      .number()
      .int()
      .min(2)
      .max(20)
      .default(4)
      .describe(
        'Ceilings, the last of which is none: the first lets the simplest of so many equal parts of the space pass.',
      ),
    patience: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe('The ceiling rises when so many measurements in a row brought nothing better.'),
    measure: z
      .enum(['paramCount', 'macs', 'nodes'])
      .default('macs')
      .describe('What counts as complex: weights, multiply-accumulates or operations of the searched part.'),
  })
  .describe('Start among simple candidates; the ceiling on complexity rises whenever the search stalls.');

type Options = z.output<typeof curriculumOptions>;

/** Makes the strategy inside; a parameter, because the catalog knows the curriculum. */
export type CreateInner = (
  space: SearchSpace,
  options: Options['strategy'],
  rng: Rng,
  problem: Problem,
) => Strategy;

/** These go through the space in an order of their own, or are a curriculum themselves. */
const UNFIT = ['curriculum', 'grid', 'progressive'];

/** Drawn to see how complex candidates are; the quantiles are the ceilings. */
const N_SAMPLES = 200;

/**
 * A curriculum around any strategy: candidates above a ceiling of complexity are left out of its space, and the ceiling rises to
 * the next quantile of the space's complexity when the best has not improved for `patience` measurements, or nothing is left below it.
 *
 * Search from simple to complex as in progressive searches (Liu et al., "Progressive Neural Architecture Search", ECCV
 * 2018), without their predictor: the strategy inside keeps all that it has learned, because its space only grows under it. The
 * simplest sample always passes. Ceilings come from 200 samples of a stream of their own. `explain` adds `stage` and `ceiling`.
 */
export function curriculum(create: CreateInner) {
  return (space: SearchSpace, options: Options, rng: Rng, problem: Problem): Strategy => {
    const { stages, patience, measure, strategy } = options;
    if (UNFIT.includes(strategy.kind))
      throw new InputError(
        'strategy.kind',
        `expected a strategy that draws from the space, but got ${show(strategy.kind)}, which has an order of its own`,
      );
    const complexityOf = complexityIn(space, measure);
    const ceilings = ceilingsOf(space, complexityOf, stages, rng.fork('ceilings'));
    const out = new Set<TrialId>();
    let stage = 0;
    let sinceBetter = 0;
    let best: Score | undefined;
    const inner = create(
      filteredSpace(space, {
        reasonOf: (genotype) => {
          const complexity = complexityOf(genotype);
          const ceiling = ceilings[stage]!;
          return complexity <= ceiling
            ? undefined
            : `${measure} is ${complexity}, above the ceiling of ${ceiling}`;
        },
        path: 'strategy',
        advice: 'is below the first ceiling of complexity; use fewer stages',
      }),
      strategy,
      rng,
      problem,
    );

    return { ask, tell };

    function ask(): Ask {
      const before = stage;
      let answer = inner.ask();
      for (; answer.kind === 'exhausted' && stage < stages - 1; answer = inner.ask()) stage++;
      if (answer.kind !== 'proposal') {
        // Nothing came of it, so nothing changes.
        stage = before;
        return answer;
      }
      const { proposal } = answer;
      out.add(proposal.trial);
      const explain = { ...proposal.explain, stage: stage + 1, ...ceilingNote() };
      return { kind: 'proposal', proposal: { ...proposal, explain } };
    }

    function tell(outcome: Outcome): void {
      if (!out.delete(outcome.trial)) return;
      inner.tell(outcome);
      if (outcome.status === 'measured' && (best === undefined || compareScores(outcome.score, best) > 0)) {
        best = outcome.score;
        sinceBetter = 0;
      } else if (++sinceBetter >= patience) {
        stage = Math.min(stage + 1, stages - 1);
        sinceBetter = 0;
      }
    }

    function ceilingNote(): Readonly<Record<string, number>> {
      const ceiling = ceilings[stage]!;
      return Number.isFinite(ceiling) ? { ceiling } : {};
    }
  };
}

/** Equal shares of the samples below each; the last one is no ceiling. */
function ceilingsOf(
  space: SearchSpace,
  complexityOf: (genotype: Genotype) => number,
  stages: number,
  stream: Rng,
): number[] {
  const complexities = Array.from({ length: N_SAMPLES }, () => complexityOf(space.sample(stream))).sort(
    (a, b) => a - b,
  );
  return Array.from({ length: stages }, (_, stage) =>
    stage === stages - 1 ? Infinity : complexities[Math.ceil(((stage + 1) * N_SAMPLES) / stages) - 1]!,
  );
}
