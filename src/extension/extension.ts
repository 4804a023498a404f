import * as path from 'node:path';
import * as vscode from 'vscode';
import { registerServerProvider } from './assistant/server-provider';
import { registerTools } from './assistant/register-tools';
import { WindowWorkspace } from './assistant/window-workspace';
import { RunCommands } from './commands/run-commands';
import { ComparisonList } from './comparison/comparison-list';
import { createHandlers } from './commands/handlers';
import { registerCommands } from './commands/register-commands';
import { Targets } from './commands/targets';
import { ReportDocuments } from './diagnosis/report-documents';
import { exportCandidate } from './export/export-candidate';
import { registerArchitectureDocuments } from './language/architecture-documents';
import { ExperimentDiagnostics } from './language/diagnostics';
import { registerExperimentCompletions } from './language/experiment-completions';
import { ExperimentHints } from './language/experiment-hints';
import { ExperimentLenses } from './language/experiment-lenses';
import { registerExperimentLinks } from './language/experiment-links';
import { ExperimentStatus } from './language/experiment-status';
import { Explanations } from './language/explanations';
import { InlinePreviews } from './language/inline-previews';
import { NearSpaces } from './language/near-spaces';
import { registerNotationHover } from './language/notation-hover';
import { NotationLenses } from './language/notation-lenses';
import { Outlooks } from './language/outlooks';
import { createLog } from './log';
import { ArchitectureEditor } from './panels/architecture-editor';
import { Panels } from './panels/panels';
import { ExperimentRenames } from './renames/experiment-renames';
import { ReportMaker } from './export/report-maker';
import { RunStore } from './runs/run-store';
import type { WatchedRun } from './runs/watched-run';
import { SearchClient } from './search/search-client';
import { StatusBar } from './status-bar';
import { registerTasks } from './tasks/task-provider';
import { RunningBadge } from './tree/running-badge';
import { ExperimentTree, TREE_VIEW } from './tree/experiment-tree';

let searches: SearchClient | undefined;
let reportMaker: ReportMaker | undefined;

/** Wires everything up; each part begins to work when it is first looked at or clicked. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const { extensionUri } = context;
  const storage = { folder: context.globalStorageUri.fsPath };

  const log = own(createLog());
  const store = own(new RunStore(log));
  searches = own(new SearchClient(extensionUri.fsPath, store, log, storage));
  const maker = own(new ReportMaker(path.join(extensionUri.fsPath, 'dist', 'report.js'), log));
  reportMaker = maker;

  const tree = own(new ExperimentTree(store, own(new ComparisonList(store))));
  const view = own(
    vscode.window.createTreeView(TREE_VIEW, {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
    }),
  );
  own(new StatusBar(store));
  own(new RunningBadge(store, view));

  const runs = new RunCommands(store, searches, (run) => {
    panels.dashboard(run);
    // A hidden sidebar stays hidden.
    if (view.visible) void view.reveal(tree.runNode(run), { select: false, expand: true });
  });
  const actions = {
    pause: (run) => runs.pause(run),
    continue: (run) => runs.continue(run),
    resume: (run) => runs.resume(run),
    stop: (run) => runs.stop(run),
    retrain: (run, trials) =>
      void vscode.commands.executeCommand('nas.retrain', { runFolder: run.folder, trials }),
    rerun: async (run, trials) => {
      for (const trial of trials) {
        await vscode.commands.executeCommand('nas.rerunTrial', { runFolder: run.folder, trial });
      }
    },
    insight: async (run) => vscode.commands.executeCommand('nas.showInsight', { runFolder: run.folder }),
    report: async (run) => vscode.commands.executeCommand('nas.exportReport', { runFolder: run.folder }),
    extend: async (run) => vscode.commands.executeCommand('nas.extendBudget', { runFolder: run.folder }),
    enqueue: async (run) => vscode.commands.executeCommand('nas.enqueueCandidate', { runFolder: run.folder }),
    dequeue: async (run, queued) =>
      vscode.commands.executeCommand('nas.dequeueCandidate', { runFolder: run.folder, queued }),
    exportTrial: async (run, trial) => exportCandidate(run, run.state.trials[trial]!),
  } satisfies ConstructorParameters<typeof Panels>[0]['actions'];
  const panels = own(
    new Panels({ extensionUri, log, store, searches, memory: context.workspaceState, actions }),
  );

  own(new ExperimentLenses(store));
  const near = own(new NearSpaces(store));
  own(new NotationLenses(near));
  own(new InlinePreviews(near));
  own(registerNotationHover(store, near));

  const outlooks = own(new Outlooks(searches, log));
  const explanations = own(new Explanations(outlooks));
  own(new ExperimentHints(outlooks));
  own(registerExperimentCompletions());
  own(registerExperimentLinks());
  own(own(new ExperimentRenames(store, log)).onRunsMoved((to) => panels.moved(to)));
  own(new ExperimentStatus(own(new ExperimentDiagnostics(outlooks)), outlooks));
  own(registerTasks(extensionUri));
  own(registerArchitectureDocuments(store));
  own(new ArchitectureEditor({ extensionUri, log, store }));
  own(registerTools(new WindowWorkspace(store, searches), log));
  own(registerServerProvider(context));

  const closing = new AbortController();
  own({ dispose: () => closing.abort() });
  const backends = { searches, storage, log, closing: closing.signal };
  const diagnosis = { searches, store, storage, context, reports: own(new ReportDocuments()) };
  const targets = new Targets(store);
  const services = {
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
    reports: { maker, experimentOf: (run: WatchedRun) => store.experimentOf(run) },
  };
  own(registerCommands(createHandlers(services), log));
}

/** The window closes or the extension is updated: processes are told at once, and waited for within the host's limit. */
export async function deactivate(): Promise<void> {
  await Promise.all([searches?.endAll(), reportMaker?.endAll()]);
}
