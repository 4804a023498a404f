import * as path from 'node:path';
import { l10n } from 'vscode';
import { InputError } from '../../core/base/errors';
import { knownInputOf } from '../../core/experiment/built-in-datasets';
import type { Experiment } from '../../core/experiment/experiment';
import { sampledFindings } from '../../core/experiment/findings/sampled';
import { readExperiment } from '../../core/experiment/read-experiment';
import { createSpace } from '../../core/space/catalog';
import { compareSpaces } from '../../core/space/compare-spaces';
import type { NamedSpace, SpaceComparison } from '../../core/space/compare-spaces';
import { constraintEffects } from '../../core/space/constraint-effects';
import { NAS_BENCH_201_CONTEXT } from '../../core/space/nas-bench-201';
import type { SearchSpace, SpaceContext } from '../../core/space/space';
import { sampledCosts, sampleNine, spacePicture } from '../../core/space/space-picture';
import type { SpaceSample } from '../../core/space/space-picture';
import type { CompareSpaces, ExperimentText, Inspection } from '../../protocol/run-protocol';

/**
 * What a space preview shows where the workspace is not trusted: made in this
 * process from the experiment's text alone, without reading data or starting
 * anything. Takes about 0.3 s, which is why trusted workspaces ask a process.
 *
 * Throws `InputError` when only the data could say which shapes go in.
 */
export function untrustedInspection(title: string, text: string, seed: number): Inspection {
  const { space, experiment } = spaceOf(text);
  const costs = sampledCosts(space, seed);
  const picture = spacePicture(space, title, costs, seed);
  const findings = sampledFindings(experiment, space, { costs });
  const message = l10n.t('the workspace is not trusted: its data is not read, and nothing is estimated');
  const { trials } = experiment.budget;
  return {
    picture,
    estimate: null,
    constraints: constraintEffects(experiment.constraints, costs),
    ...(trials === undefined ? {} : { budgetTrials: trials }),
    warnings: [{ path: '', message }],
    findings,
  };
}

/** As `untrustedInspection`, of two experiments' spaces. */
export function untrustedComparison({ here, there, seed }: CompareSpaces): SpaceComparison {
  const named = ({ experimentPath, text }: ExperimentText): NamedSpace => {
    return { space: spaceOf(text).space, title: path.basename(experimentPath) };
  };
  return compareSpaces(named(here), named(there), seed);
}

export function untrustedSamples(text: string, seed: number): SpaceSample[] {
  return sampleNine(spaceOf(text).space, seed);
}

/** Throws `InputError` for a file with errors, or whose shapes only the data know. */
export function spaceOf(text: string): { readonly experiment: Experiment; readonly space: SearchSpace } {
  const { experiment, problems } = readExperiment(text);
  if (!experiment) {
    throw new InputError(
      '',
      problems.find(({ severity }) => severity === 'error')?.message ?? l10n.t('no experiment'),
    );
  }
  return { experiment, space: createSpace(experiment.space, contextOf(experiment)) };
}

/** The benchmark's own shapes for a table of its cells, since the file is not read. */
function contextOf({ estimator, space, task }: Experiment): SpaceContext {
  const isTable = estimator.kind === 'table';
  if (isTable && space.kind === 'nas-bench-201') return NAS_BENCH_201_CONTEXT;
  const { inputShape, outputUnits } = task && !isTable ? knownInputOf(task) : {};
  if (!inputShape || outputUnits === undefined) {
    throw new InputError(
      isTable ? 'estimator.path' : 'task.dataset',
      l10n.t(
        'only the data says which shapes go in and out, and data is not read in a workspace that is not trusted: trust it to see the space',
      ),
    );
  }
  return { inputShape, outputUnits };
}
