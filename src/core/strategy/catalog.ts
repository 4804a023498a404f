import * as z from 'zod';
import { within } from '../base/errors';
import { checked } from '../base/issues';
import type { Rng } from '../base/random';
import type { SearchSpace } from '../space/space';
import { AUTO_STRATEGIES } from './auto/entries';
import { BAYESIAN_STRATEGIES } from './bayesian/entries';
import { entry } from './entry';
import type { StrategyEntry } from './entry';
import { EVOLUTION_STRATEGIES } from './evolution/entries';
import { FIDELITY_STRATEGIES } from './fidelity/entries';
import { LOCAL_STRATEGIES } from './local/entries';
import { MODEL_STRATEGIES } from './model/entries';
import { NASBOT_STRATEGIES } from './nasbot/entries';
import { NEUROEVOLUTION_STRATEGIES } from './neuroevolution/entries';
import { ONE_OBJECTIVE } from './problem';
import type { Problem } from './problem';
import { curriculum, curriculumOptions } from './progressive/curriculum';
import { PROGRESSIVE_STRATEGIES } from './progressive/entries';
import { REINFORCEMENT_STRATEGIES } from './reinforcement/entries';
import { SAMPLING_STRATEGIES } from './sampling/entries';
import type { Strategy } from './strategy';

/** Every strategy, by the kind that the experiment file names. */
export const STRATEGIES = {
  ...AUTO_STRATEGIES,
  ...SAMPLING_STRATEGIES,
  ...LOCAL_STRATEGIES,
  ...EVOLUTION_STRATEGIES,
  ...BAYESIAN_STRATEGIES,
  ...NASBOT_STRATEGIES,
  ...MODEL_STRATEGIES,
  ...REINFORCEMENT_STRATEGIES,
  ...FIDELITY_STRATEGIES,
  ...PROGRESSIVE_STRATEGIES,
  ...NEUROEVOLUTION_STRATEGIES,
  curriculum: entry({
    title: 'Curriculum',
    family: 'progressive',
    summary: 'Any strategy, kept to simple candidates first; the ceiling on complexity rises when it stalls.',
    source: 'after Liu et al., ECCV 2018 (arXiv:1712.00559)',
    objectives: 'all',
    options: curriculumOptions,
    create: curriculum((space, options, rng, problem) =>
      within('strategy', () => createStrategy(space, options, rng, problem)),
    ),
  }),
} as const;

export type StrategyKind = keyof typeof STRATEGIES;

type Options = (typeof STRATEGIES)[StrategyKind]['options'];

const options = Object.values(STRATEGIES).map((strategy): Options => strategy.options);

export const strategySchema = z.discriminatedUnion('kind', options as [Options, ...Options[]]);

/**
 * The strategy that `options` names, searching `space` with the randomness of `rng`.
 *
 * Takes options as they stand in an experiment: missing ones get their defaults.
 *
 * @throws InputError whose path is inside the options
 */
export function createStrategy(
  space: SearchSpace,
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  rng: Rng,
  problem: Problem = ONE_OBJECTIVE,
): Strategy {
  const parsed = checked(strategySchema, options);
  // The union of all entries takes no options at all; these are this entry's own.
  const strategy = STRATEGIES[parsed.kind] as unknown as StrategyEntry<z.ZodObject>;
  return strategy.create(space, parsed, rng, problem);
}
