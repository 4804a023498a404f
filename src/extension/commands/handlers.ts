import * as vscode from 'vscode';
import { formatArchitecture } from '../../core/graph/architecture-json';
import { installNativeBackend } from '../backend/install-command';
import type { InstallServices } from '../backend/install-command';
import { selectBackend } from '../backend/select-command';
import { comparisonAt } from '../comparison/find-comparisons';
import { compareStrategies } from '../comparison/compare-strategies';
import { exportCandidate } from '../export/export-candidate';
import { exportReport } from '../export/export-report';
import type { ReportServices } from '../export/export-report';
import { compareArchitectureTexts } from '../language/architecture-documents';
import type { Explanations } from '../language/explanations';
import type { NearSpaces } from '../language/near-spaces';
import { writtenAtPlace } from '../language/written-place';
import { copyDiagnostics } from '../diagnosis/copy-diagnostics';
import type { DiagnosisServices } from '../diagnosis/copy-diagnostics';
import { selfTest } from '../diagnosis/self-test-command';
import type { Panels } from '../panels/panels';
import type { RunStore } from '../runs/run-store';
import type { RunStanding } from '../tree/run-text';
import type { WatchedRun } from '../runs/watched-run';
import type { Commands, RunTarget } from './command-table';
import { compareRuns } from './compare-runs';
import { dequeueCandidate } from './dequeue-candidate';
import { enqueueCandidate, rerunTrial } from './enqueue-candidate';
import { extendBudget, extensionOf } from './extend-budget';
import { comparedArchitectures } from './compared-architectures';
import { newExperiment } from './new-experiment';
import { openSample } from './open-sample';
import type { RunCommands } from './run-commands';
import { reportTarget } from './report-target';
import { retrainCandidates } from './retrain';
import { architectureOf, notationOf, queuedOf, trialsOfTarget } from './targets';
import type { Targets } from './targets';

export interface CommandServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly panels: Panels;
  readonly runs: RunCommands;
  readonly targets: Targets;
  readonly backends: InstallServices;
  readonly near: NearSpaces;
  readonly explanations: Explanations;
  readonly diagnosis: DiagnosisServices;
  readonly reports: ReportServices;
}

/** Runs that go on, or could. */
const OPEN_ENDED = ['running', 'paused', 'stopped-pause', 'interrupted', 'finished'] as const;

/** What each command does: find what it is about, act. */
export function createHandlers(services: CommandServices): Commands {
  const {
    extensionUri,
    log,
    store,
    panels,
    runs,
    targets,
    backends,
    near,
    explanations,
    diagnosis,
    reports,
  } = services;
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
      if (experiment) await compareStrategies(experiment, backends.searches, panels);
    },
    'nas.resume': withRun(['interrupted', 'stopped-pause', 'finished'], (run) => runs.resume(run)),
    'nas.pause': withRun(['running'], (run) => runs.pause(run)),
    'nas.continue': withRun(['paused'], (run) => runs.continue(run)),
    'nas.stop': withRun(['running', 'paused', 'retraining'], (run) => runs.stop(run)),
    'nas.extendBudget': async (arg) => {
      const run = await targets.run(arg, OPEN_ENDED);
      if (run) await extendBudget(run, extensionOf(arg), backends.searches);
    },
    'nas.enqueueCandidate': async (arg) => {
      const run = await targets.run(arg, OPEN_ENDED);
      if (run) await enqueueCandidate(run, notationOf(arg), backends.searches);
    },
    'nas.dequeueCandidate': async (arg) => {
      const run = await targets.run(arg, OPEN_ENDED);
      if (run) await dequeueCandidate(run, queuedOf(arg), backends.searches);
    },
    'nas.rerunTrial': async (arg) => {
      const picked = await targets.trial(arg);
      if (picked) await rerunTrial(picked.run, picked.record.trial, backends.searches);
    },
    'nas.retrain': async (arg) => {
      const run = await targets.run(arg, ['finished', 'stopped-pause', 'interrupted']);
      if (run) await retrainCandidates(run, trialsOfTarget(arg), { searches: backends.searches, panels });
    },
    'nas.deleteRun': withRun(undefined, (run) => runs.delete(run)),
    'nas.showDashboard': withRun(undefined, (run) => panels.dashboard(run)),
    'nas.showInsight': withRun(undefined, (run) => panels.insight(run)),
    'nas.showArchitecture': async (arg) => {
      const notation = notationOf(arg);
      if (notation !== undefined) {
        panels.notation(notation);
        return;
      }
      const written = await writtenAtPlace(arg, near);
      if (written) {
        panels.written(written);
        return;
      }
      const picked = await targets.trial(arg);
      if (picked) panels.trial(picked.run, picked.record.trial);
    },
    'nas.compareRuns': (run, selected) => compareRuns(run, selected, { store, panels }),
    'nas.showComparison': async (arg) => {
      const found = await comparisonAt(arg, (experiment) => targets.experiment(experiment));
      if (found) panels.compare({ comparison: found.folder });
    },
    'nas.exportReport': async (arg, selected) => {
      const subject = await reportTarget(arg, selected, { store, targets });
      if (subject) await exportReport(subject, reports);
    },
    'nas.compareArchitectures': async (first, all) => {
      const compared = await comparedArchitectures({ store, near }, first, all);
      if (compared) panels.compared(compared);
    },
    'nas.diffArchitectures': async (first, all) => {
      const [before, after] = (await comparedArchitectures({ store, near }, first, all, 2)) ?? [];
      if (before && after) await compareArchitectureTexts(before, after);
    },
    'nas.reopenAsText': async () => {
      await vscode.commands.executeCommand('workbench.action.reopenTextEditor');
    },
    'nas.exportCandidate': async (arg) => {
      const picked = await targets.trial(arg);
      if (picked) await exportCandidate(picked.run, picked.record);
    },
    'nas.copyNotation': async (arg) => {
      const text =
        notationOf(arg) ??
        (await writtenAtPlace(arg, near))?.text ??
        (await targets.trial(arg))?.record.architecture;
      if (text === undefined) return;
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(`$(copy) ${vscode.l10n.t('Notation copied')}`, 3_000);
    },
    'nas.copyArchitectureJson': async (arg) => {
      const architecture = await architectureOf(arg, near, targets);
      if (!architecture) return;
      await vscode.env.clipboard.writeText(formatArchitecture(architecture));
      vscode.window.setStatusBarMessage(`$(json) ${vscode.l10n.t('Architecture copied as JSON')}`, 3_000);
    },
    'nas.explainSpace': async (arg) => {
      const experiment = await targets.experiment(arg);
      if (experiment) await explanations.show(experiment);
    },
    'nas.selectBackend': () => selectBackend(backends),
    'nas.installNativeBackend': () => installNativeBackend(backends),
    'nas.selfTest': () => selfTest(diagnosis),
    'nas.copyDiagnostics': () => copyDiagnostics(diagnosis),
    'nas.showLog': () => log.show(),
    'nas.refresh': () => store.refresh(),
  };
}
