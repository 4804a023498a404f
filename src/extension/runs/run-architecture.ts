import { l10n } from 'vscode';
import { recordedSpace } from '../../core/experiment/recorded-space';
import { costOf } from '../../core/graph/cost';
import type { Architecture } from '../../core/graph/architecture';
import type { TrialRecord } from '../../core/journal/run-state';
import type { SearchSpace } from '../../core/space/space';
import type { ArchitecturePicture } from '../../protocol/panel-protocol';
import { formatCount } from '../format';
import type { WatchedRun } from './watched-run';

/** The space that the run searches. Throws `InputError` when the journal's experiment does not say. */
export function runSpace({ state, runId }: WatchedRun): SearchSpace {
  return recordedSpace(state.started, runId);
}

/** The graph of a trial with what was measured of it. */
export function runArchitecture(run: WatchedRun, record: TrialRecord): ArchitecturePicture {
  const architecture = runSpace(run).build(record.genotype);
  return {
    title: l10n.t('{0} · trial {1}', run.experimentName, record.trial),
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
  return l10n.t('{0} parameters · {1} MACs · input {2}', formatCount(paramCount), formatCount(macs), input);
}
