import { l10n } from 'vscode';
import { groupRuns } from '../../core/comparison/run-groups';
import { recordOfRun } from '../../core/comparison/run-record';
import { constraintsOf, objectivesOf } from '../../core/journal/query';
import type { ComparedMember, ComparePicture } from '../../protocol/compare-panel-protocol';
import type { WatchedRun } from '../runs/watched-run';
import { runLabel } from '../tree/run-text';

/** A single group of no more runs is shown as runs: with nothing beside it, its mean says less than each of them. */
const MOST_ALONE = 6;

/** Runs side by side; those that have not begun are left out, and it is said. */
export function pictureOfRuns(runs: readonly WatchedRun[]): ComparePicture {
  const begun = runs.filter(({ state }) => state.started !== undefined);
  const groups = groupsOf(begun).map(({ name, experiment, runs: own }, i) => {
    const { state } = own[0]!;
    return {
      id: String(i),
      name,
      experiment,
      objectives: objectivesOf(state),
      constraints: constraintsOf(state),
      members: own.map(memberOf),
    };
  });
  const names = [...new Set(runs.map(({ experimentName }) => experimentName))];
  return {
    title: names.length === 1 ? l10n.t('Runs of {0}', names[0]!) : l10n.t('Runs side by side'),
    subtitle: runsSubtitle(runs),
    seconds: 'running',
    hasReport: false,
    groups,
  };
}

interface NamedRuns {
  readonly name: string;
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly runs: readonly WatchedRun[];
}

function groupsOf(begun: readonly WatchedRun[]): NamedRuns[] {
  const groups = groupRuns(
    begun.map((run) => ({
      experimentName: run.experimentName,
      experiment: run.state.started!.experiment,
      run,
    })),
  ).map(({ name, experiment, runs }) => ({ name, experiment, runs: runs.map(({ run }) => run) }));
  const [only] = groups;
  if (!only || groups.length > 1 || only.runs.length > MOST_ALONE) return groups;
  const labels = only.runs.map(({ state, runId }) => runLabel(state, runId));
  return only.runs.map((run, i) => ({
    name: labels.indexOf(labels[i]!) === labels.lastIndexOf(labels[i]!) ? labels[i]! : run.runId,
    experiment: only.experiment,
    runs: [run],
  }));
}

export function runsSubtitle(runs: readonly WatchedRun[]): string {
  const running = runs.filter(({ liveness }) => liveness === 'live').length;
  const unread = runs.filter(({ state, problem }) => !state.started || problem !== undefined).length;
  return [
    runs.length === 1 ? l10n.t('1 run') : l10n.t('{0} runs', runs.length),
    ...(running > 0 ? [l10n.t('{0} running', running)] : []),
    ...(unread > 0 ? [l10n.t('{0} cannot be read or have not begun', unread)] : []),
  ].join(', ');
}

export function memberOf(run: WatchedRun): ComparedMember {
  const { state, folder, liveness } = run;
  return {
    id: folder,
    label: runLabel(state, run.runId),
    seed: state.started?.seed ?? 0,
    ...recordOfRun(run.events()),
    isRunning: liveness === 'live',
  };
}
