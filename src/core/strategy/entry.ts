import type { z } from 'zod';
import type { Rng } from '../base/random';
import type { SearchSpace } from '../space/space';
import type { Problem } from './problem';
import type { Strategy } from './strategy';

/** How strategies are grouped where they are offered, in this order. One-shot and differentiable searches get theirs here. */
export const FAMILIES = {
  default: 'Default',
  sampling: 'Sampling',
  local: 'Local search',
  evolution: 'Evolution',
  model: 'Surrogate models',
  reinforcement: 'Reinforcement learning',
  fidelity: 'Several fidelities',
  progressive: 'From simple to complex',
  neuroevolution: 'Neuro-evolution',
} as const;

export type Family = keyof typeof FAMILIES;

/** A strategy as the experiment file names it. */
export interface StrategyEntry<S extends z.ZodObject> {
  readonly title: string;
  readonly family: Family;
  /** One sentence for quick picks and hovers. */
  readonly summary: string;
  /** Paper or source of the defaults. */
  readonly source: string;
  /** Whether it looks for the front of several objectives, or for the best by the first one. */
  readonly objectives: 'first' | 'all';
  /** A strict object with `kind` as its literal, defaults from the paper and descriptions. */
  readonly options: S;
  /** Throws `InputError` whose path is inside the options. */
  create(space: SearchSpace, options: z.output<S>, rng: Rng, problem: Problem): Strategy;
}

/** Checks an entry against its own options without losing their type. */
export function entry<S extends z.ZodObject>(strategy: StrategyEntry<S>): StrategyEntry<S> {
  return strategy;
}
