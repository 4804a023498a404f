import type { z } from 'zod';
import type { Rng } from '../base/random';
import type { SearchSpace } from '../space/space';
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
