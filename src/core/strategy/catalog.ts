import { z } from 'zod';
import { checked } from '../base/issues';
import type { Rng } from '../base/random';
import type { SearchSpace } from '../space/space';
import { localSearch, localSearchOptions } from './local-search';
import { randomOptions, randomSearch } from './random-search';
import { regularizedEvolution, regularizedEvolutionOptions } from './regularized-evolution';
import type { Strategy } from './strategy';

/** A strategy as the experiment file names it. */
export interface StrategyEntry<S extends z.ZodObject> {
  readonly title: string;
  /** One sentence for quick picks and hovers. */
  readonly summary: string;
  /** Paper or source of the defaults. */
  readonly source: string;
  /** A strict object with `kind` as its literal, defaults from the paper and descriptions. */
  readonly options: S;
  /** Throws `InputError` whose path is inside the options. */
  create(space: SearchSpace, options: z.output<S>, rng: Rng): Strategy;
}

/** Every strategy, by the kind that the experiment file names. */
export const STRATEGIES = {
  random: entry({
    title: 'Random search',
    summary: 'Draws candidates at random, none twice. The baseline that every strategy must beat.',
    source: 'Li and Talwalkar, UAI 2019 (arXiv:1902.07638)',
    options: randomOptions,
    create: randomSearch,
  }),
  'regularized-evolution': entry({
    title: 'Regularised evolution',
    summary:
      'Mutates the best of a random few; the oldest member dies. Robust, and good with many evaluators.',
    source: 'Real et al., AAAI 2019 (arXiv:1802.01548)',
    options: regularizedEvolutionOptions,
    create: regularizedEvolution,
  }),
  'local-search': entry({
    title: 'Local search',
    summary: 'Climbs from neighbour to better neighbour and starts again at the top. Strong in small spaces.',
    source: 'White et al., UAI 2021 (arXiv:2005.02960)',
    options: localSearchOptions,
    create: localSearch,
  }),
} as const;

export type StrategyKind = keyof typeof STRATEGIES;

export const strategySchema = z.discriminatedUnion('kind', [
  STRATEGIES.random.options,
  STRATEGIES['regularized-evolution'].options,
  STRATEGIES['local-search'].options,
]);

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
): Strategy {
  const parsed = checked(strategySchema, options);
  switch (parsed.kind) {
    case 'random':
      return STRATEGIES.random.create(space, parsed, rng);
    case 'regularized-evolution':
      return STRATEGIES['regularized-evolution'].create(space, parsed, rng);
    case 'local-search':
      return STRATEGIES['local-search'].create(space, parsed, rng);
  }
}

/** Checks an entry against its own options without losing their type. */
function entry<S extends z.ZodObject>(strategy: StrategyEntry<S>): StrategyEntry<S> {
  return strategy;
}
