import { l10n } from 'vscode';
import { shownGroups } from '../../core/comparison/run-groups';
import { recordOfRun } from '../../core/comparison/run-record';
import { constraintsOf, objectivesOf } from '../../core/journal/query';
import type { ComparedMember } from '../../core/comparison/compared-group';
import type { ComparePicture } from '../../protocol/compare-panel-protocol';
import type { WatchedRun } from '../runs/watched-run';
import { runLabel } from '../tree/run-text';

/** Runs side by side; those that have not begun are left out, and it is said. */
export function pictureOfRuns(runs: readonly WatchedRun[]): ComparePicture {
  const begun = runs.filter(({ state }) => state.started !== undefined);
  const grouped = shownGroups(
    begun.map((run) => ({
      experimentName: run.experimentName,
      experiment: run.state.started!.experiment,
      runId: run.runId,
      run,
    })),
    ({ run }) => runLabel(run.state, run.runId),
  );
  const groups = grouped.map(({ name, experiment, runs: own }, i) => {
    const { state } = own[0]!.run;
    return {
      id: String(i),
      name,
      experiment,
      objectives: objectivesOf(state),
      constraints: constraintsOf(state),
      members: own.map(({ run }) => memberOf(run)),
    };
  });
  const names = [...new Set(runs.map(({ experimentName }) => experimentName))];
  return {
    title: names.length === 1 ? l10n.t('Runs of {0}', names[0]!) : l10n.t('Runs side by side'),
    subtitle: runsSubtitle(runs),
    seconds: 'running',
    hasReport: false,
    canExport: begun.length > 0,
    groups,
  };
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
