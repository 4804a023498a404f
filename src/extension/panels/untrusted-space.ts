import { InputError } from '../../core/base/errors';
import { knownInputOf } from '../../core/experiment/built-in-datasets';
import type { Experiment } from '../../core/experiment/experiment';
import { readExperiment } from '../../core/experiment/read-experiment';
import { createSpace } from '../../core/space/catalog';
import type { SearchSpace, SpaceContext } from '../../core/space/space';
import { sampledCosts, sampleNine, spacePicture } from '../../core/space/space-picture';
import type { SpaceSample } from '../../core/space/space-picture';
import type { Inspection } from '../../protocol/run-protocol';

/**
 * What a space preview shows where the workspace is not trusted: made in this
 * process from the experiment's text alone, without reading data or starting
 * anything. Takes about 0.3 s, which is why trusted workspaces ask a process.
 *
 * Throws `InputError` when only the data could say which shapes go in.
 */
export function untrustedInspection(title: string, text: string, seed: number): Inspection {
  const space = spaceOf(text);
  const picture = spacePicture(space, title, sampledCosts(space, seed), seed);
  const message = 'the workspace is not trusted: its data is not read, and nothing is estimated';
  return { picture, estimate: null, warnings: [{ path: '', message }] };
}

export function untrustedSamples(text: string, seed: number): SpaceSample[] {
  return sampleNine(spaceOf(text), seed);
}

function spaceOf(text: string): SearchSpace {
  const { experiment, problems } = readExperiment(text);
  if (!experiment) {
    throw new InputError(
      '',
      problems.find(({ severity }) => severity === 'error')?.message ?? 'no experiment',
    );
  }
  return createSpace(experiment.space, contextOf(experiment));
}

/** The benchmark's own shapes for a table, since its file is not read. */
function contextOf({ estimator, task }: Experiment): SpaceContext {
  if (estimator.kind === 'table') return { inputShape: [32, 32, 3], outputUnits: 10 };
  const { inputShape, outputUnits } = task ? knownInputOf(task) : {};
  if (!inputShape || outputUnits === undefined) {
    throw new InputError(
      'task.dataset',
      'only the data says which shapes go in and out, and data is not read in a workspace that is not trusted: trust it to see the space',
    );
  }
  return { inputShape, outputUnits };
}
