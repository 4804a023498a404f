import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors';
import { Disposable } from '../disposable';
import { experimentNameOf, isExperiment } from '../runs/run-files';
import type { ExperimentEntry, RunStore } from '../runs/run-store';
import { movedBy, movedReferences } from './moved-references';
import type { Moved } from './moved-references';

/** The runs of an experiment that has got another name, and where they belong now. */
interface RunsMove {
  readonly experiment: string;
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

/**
 * Keeps experiments whole when files are renamed or moved in the editor: an
 * experiment's runs go where it goes, and paths in experiments go on to name the
 * same files. All of it belongs to the rename, and is undone with it.
 *
 * The folder of a run in progress is never moved under its process: those runs
 * follow when the last of them has ended, or stay where the person says so.
 */
export class ExperimentRenames extends Disposable {
  readonly #waiting = new Map<string, RunsMove>();

  constructor(
    private readonly store: RunStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(
      vscode.workspace.onWillRenameFiles((event) => event.waitUntil(this.#editFor(event.files, event.token))),
    );
    this.register(store.onRunChanged(() => void this.#moveEnded()));
  }

  async #editFor(
    files: vscode.FileWillRenameEvent['files'],
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit> {
    const edit = new vscode.WorkspaceEdit();
    await this.store.ready();
    const moved = movedBy(files.map(({ oldUri, newUri }) => ({ from: oldUri.path, to: newUri.path })));
    for (const entry of this.store.experiments()) {
      if (!entry.exists || token.isCancellationRequested) continue;
      await this.#adjustPaths(edit, entry.uri, moved);
    }
    for (const { oldUri, newUri } of files) await this.#moveRuns(edit, oldUri, newUri);
    return edit;
  }

  async #adjustPaths(edit: vscode.WorkspaceEdit, uri: vscode.Uri, moved: Moved): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri).then(
      (opened) => opened,
      () => undefined,
    );
    if (!document) return;
    for (const { offset, length, text } of movedReferences(document.getText(), uri.path, moved)) {
      const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
      edit.replace(uri, range, text);
    }
  }

  /** Runs lie beside the experiment, in a folder of its name. With the folder of the experiment they move by themselves. */
  async #moveRuns(edit: vscode.WorkspaceEdit, oldUri: vscode.Uri, newUri: vscode.Uri): Promise<void> {
    if (!isExperiment(oldUri) || !isExperiment(newUri)) return;
    const move = { experiment: experimentNameOf(newUri), from: runsOf(oldUri), to: runsOf(newUri) };
    if (move.from.path === move.to.path || !(await exists(move.from))) return;
    if (isBusy(this.store.experiment(oldUri))) {
      this.#waiting.set(move.from.toString(), move);
      void vscode.window.showInformationMessage(
        `A run of ${experimentNameOf(oldUri)} is in progress. Its runs stay in ${nameOf(move.from)} until it has ended, and then move to ${nameOf(move.to)}.`,
      );
      return;
    }
    if (await exists(move.to)) {
      void this.#offerMerge(move);
      return;
    }
    edit.renameFile(move.from, move.to, { overwrite: false });
  }

  /** Runs of an earlier experiment of the new name are there already: nothing is mixed without being asked for. */
  async #offerMerge(move: RunsMove): Promise<void> {
    const merge = 'Move Them Together';
    const choice = await vscode.window.showWarningMessage(
      `${nameOf(move.to)} holds runs of another experiment that was called ${move.experiment}, so the runs stay in ${nameOf(move.from)}.`,
      merge,
    );
    if (choice === merge) await this.#move(move);
  }

  async #moveEnded(): Promise<void> {
    for (const [key, move] of this.#waiting) {
      const entry = this.store
        .experiments()
        .find(({ runs }) => runs.some(({ folder }) => folder.startsWith(`${move.from.fsPath}/`)));
      if (isBusy(entry)) continue;
      this.#waiting.delete(key);
      await this.#move(move);
    }
  }

  /** Run by run, because the target may have runs of its own; their ids begin with the time. */
  async #move({ from, to }: RunsMove): Promise<void> {
    const { fs } = vscode.workspace;
    try {
      await fs.createDirectory(to);
      for (const [name] of await fs.readDirectory(from))
        await fs.rename(vscode.Uri.joinPath(from, name), vscode.Uri.joinPath(to, name), { overwrite: false });
      await fs.delete(from);
      await this.store.refresh();
    } catch (error) {
      this.log.error(`runs of ${nameOf(from)} could not be moved: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(
        `The runs in ${nameOf(from)} could not be moved to ${nameOf(to)}: ${messageOf(error)}. What was not moved is where it was.`,
      );
    }
  }
}

function runsOf(experiment: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(experiment, '..', '.nas', experimentNameOf(experiment));
}

function isBusy(entry: ExperimentEntry | undefined): boolean {
  return (entry?.runs ?? []).some(({ liveness }) => liveness === 'live' || liveness === 'retraining');
}

function nameOf(folder: vscode.Uri): string {
  return vscode.workspace.asRelativePath(folder);
}

function exists(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
