import { InputError } from '../base/errors';
import { createSpace, spaceSchema } from '../space/catalog';
import type { SearchSpace, SpaceContext } from '../space/space';

/** The first line of a journal, as far as the space goes. */
interface Recorded {
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly context: SpaceContext;
}

/** One space per journal: its first line never changes. */
const spaces = new WeakMap<object, SearchSpace>();

/**
 * The space that a run searches. Throws `InputError` when the journal's experiment does not say.
 *
 * @param runId names the run in the error
 */
export function recordedSpace(started: Recorded | undefined, runId: string): SearchSpace {
  if (!started) throw new InputError(runId, 'the run has not begun yet');
  let space = spaces.get(started);
  if (!space) {
    const options = spaceSchema.safeParse(started.experiment['space']);
    if (!options.success)
      throw new InputError(`${runId}, experiment.space`, 'expected a space of this version');
    space = createSpace(options.data, started.context);
    spaces.set(started, space);
  }
  return space;
}
