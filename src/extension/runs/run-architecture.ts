import { InputError } from '../../core/base/errors';
import { costOf } from '../../core/graph/cost';
import type { Architecture } from '../../core/graph/architecture';
import type { TrialRecord } from '../../core/journal/run-state';
import { createSpace, spaceSchema } from '../../core/space/catalog';
import type { SearchSpace } from '../../core/space/space';
import type { ArchitecturePicture } from '../../protocol/panel-protocol';
import { formatCount } from '../format';
import type { WatchedRun } from './watched-run';

/** One space per journal: its first line never changes. */
const spaces = new WeakMap<object, SearchSpace>();

/** The space that the run searches. Throws `InputError` when the journal's experiment does not say. */
export function runSpace({ state, runId }: WatchedRun): SearchSpace {
  const { started } = state;
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

/** The graph of a trial with what was measured of it. */
export function runArchitecture(run: WatchedRun, record: TrialRecord): ArchitecturePicture {
  const architecture = runSpace(run).build(record.genotype);
  return {
    title: `${run.experimentName} · trial ${record.trial}`,
    subtitle: costText(architecture),
    notation: record.architecture,
    nodes: architecture.nodes,
    metrics: record.status === 'measured' ? record.metrics : costMetrics(architecture),
  };
}

/** A picture of an architecture without measurements. */
export function architecturePicture(
  architecture: Architecture,
  title: string,
  notation: string,
): ArchitecturePicture {
  return {
    title,
    subtitle: costText(architecture),
    notation,
    nodes: architecture.nodes,
    metrics: costMetrics(architecture),
  };
}

function costMetrics(architecture: Architecture): ArchitecturePicture['metrics'] {
  const { paramCount, macs, activationBytes } = costOf(architecture);
  return { paramCount, macs, activationBytes };
}

function costText(architecture: Architecture): string {
  const { paramCount, macs } = costOf(architecture);
  const input = architecture.shapes[0]?.join('×') ?? '?';
  return `${formatCount(paramCount)} parameters · ${formatCount(macs)} MACs · input ${input}`;
}
