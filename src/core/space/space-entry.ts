import type { z } from 'zod';
import type { SearchSpace, SpaceContext } from './space';

/** A kind of space as the experiment file names it. */
export interface SpaceEntry<S extends z.ZodObject> {
  readonly title: string;
  /** One sentence for quick picks and hovers. */
  readonly summary: string;
  /** The paper that it comes from, where it has one. */
  readonly source?: string;
  /** A strict object with `kind` as its literal, defaults and descriptions. */
  readonly options: S;
  /** Which inputs it takes: images `[h, w, c]` or vectors `[n]`; none where its candidates are never built. */
  readonly inputs: 'images' | 'vectors' | 'any' | 'none';
  /** Throws `InputError` whose path is inside the options (`layers[2].filters`). */
  create(options: z.output<S>, context: SpaceContext): SearchSpace;
}
