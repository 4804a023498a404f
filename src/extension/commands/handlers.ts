import * as vscode from 'vscode';
import { installNativeBackend } from '../backend/install-command';
import type { InstallServices } from '../backend/install-command';
import { selectBackend } from '../backend/select-command';
import { compareStrategies } from '../comparison/compare-strategies';
import { exportCandidate } from '../export/export-candidate';
import { copyDiagnostics } from '../diagnosis/copy-diagnostics';
import type { DiagnosisServices } from '../diagnosis/copy-diagnostics';
import { selfTest } from '../diagnosis/self-test-command';
import type { Panels } from '../panels/panels';
import type { RunStore } from '../runs/run-store';
import type { RunStanding } from '../tree/run-text';
import type { WatchedRun } from '../runs/watched-run';
import type { Commands, RunTarget } from './command-table';
import { newExperiment } from './new-experiment';
import { openSample } from './open-sample';
import type { RunCommands } from './run-commands';
import { retrainCandidates } from './retrain';
import { notationOf, trialsOfTarget } from './targets';
import type { Targets } from './targets';

export interface CommandServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly panels: Panels;
  readonly runs: RunCommands;
  readonly targets: Targets;
  readonly backends: InstallServices;
  readonly diagnosis: DiagnosisServices;
}

/** What each command does: find what it is about, act. */
export function createHandlers({
  extensionUri,
  log,
  store,
  panels,
  runs,
  targets,
  backends,
  diagnosis,
}: CommandServices): Commands {
  const withRun =
    (standings: readonly RunStanding[] | undefined, act: (run: WatchedRun) => void | Promise<void>) =>
    async (arg?: RunTarget): Promise<void> => {
      const run = await targets.run(arg, standings);
      if (run) await act(run);
    };

  return {
    'nas.newExperiment': (folder) => newExperiment(folder),
    'nas.openSample': (sample) => openSample(extensionUri, typeof sample === 'string' ? sample : undefined),
    'nas.openExperiment': async (arg) => {
      const experiment = await targets.experiment(arg);
      if (experiment) await vscode.window.showTextDocument(experiment);
    },
    'nas.run': async (arg) => {
      const experiment = await targets.experiment(arg);
      if (experiment) await runs.run(experiment);
    },
    'nas.previewSpace': async (arg) => {
      const experiment = await targets.experiment(arg);
      if (experiment) panels.space(experiment);
    },
    'nas.compareStrategies': async (arg) => {
      const experiment = await targets.experiment(arg);
      if (experiment) await compareStrategies(experiment, backends.searches);
    },
    'nas.resume': withRun(['interrupted', 'stopped-pause', 'finished'], (run) => runs.resume(run)),
    'nas.pause': withRun(['running'], (run) => runs.pause(run)),
    'nas.continue': withRun(['paused'], (run) => runs.continue(run)),
    'nas.stop': withRun(['running', 'paused', 'retraining'], (run) => runs.stop(run)),
    'nas.retrain': async (arg) => {
      const run = await targets.run(arg, ['finished', 'stopped-pause', 'interrupted']);
      if (run) await retrainCandidates(run, trialsOfTarget(arg), { searches: backends.searches, panels });
    },
    'nas.deleteRun': withRun(undefined, (run) => runs.delete(run)),
    'nas.showDashboard': withRun(undefined, (run) => panels.dashboard(run)),
    'nas.showArchitecture': async (arg) => {
      const notation = notationOf(arg);
      if (notation !== undefined) {
        panels.notation(notation);
        return;
      }
      const picked = await targets.trial(arg);
      if (picked) panels.trial(picked.run, picked.record.trial);
    },
    'nas.exportCandidate': async (arg) => {
      const picked = await targets.trial(arg);
      if (picked) await exportCandidate(picked.run, picked.record);
    },
    'nas.copyNotation': async (arg) => {
      const text = notationOf(arg) ?? (await targets.trial(arg))?.record.architecture;
      if (text === undefined) return;
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage('$(copy) Notation copied', 3_000);
    },
    'nas.selectBackend': () => selectBackend(backends),
    'nas.installNativeBackend': () => installNativeBackend(backends),
    'nas.selfTest': () => selfTest(diagnosis),
    'nas.copyDiagnostics': () => copyDiagnostics(diagnosis),
    'nas.showLog': () => log.show(),
    'nas.refresh': () => store.refresh(),
  };
}
