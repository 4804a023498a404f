import type { SpaceContext } from '../space/space';
import { knownInputOf } from './built-in-datasets';
import type { Experiment } from './experiment';

export interface KnownContext {
  readonly context: SpaceContext;
  /** False where the shapes stand in for those that only the data's files know. */
  readonly isExact: boolean;
}

/** The shapes of the task, without reading data. A table brings its own, which are CIFAR's in a benchmark. */
export function knownContext({ task }: Pick<Experiment, 'task'>): KnownContext {
  const input = task && knownInputOf(task);
  const standIn = input?.kind === 'vectors' ? [16] : [32, 32, 3];
  return {
    context: { inputShape: input?.inputShape ?? standIn, outputUnits: input?.outputUnits ?? 10 },
    isExact: input?.inputShape !== undefined,
  };
}
