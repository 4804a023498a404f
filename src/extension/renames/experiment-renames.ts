import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors';
import { Disposable } from '../disposable';
import { EXPERIMENT_GLOB, experimentNameOf, folderUri, isExperiment, keyOf } from '../runs/run-files';
import type { ExperimentEntry, RunStore } from '../runs/run-store';
import { liesIn } from './lies-in';
import { movedBy, movedReferences } from './moved-references';
import type { Moved } from './moved-references';

const SKIPPED = '**/{node_modules,.git,.nas}/**';

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
  /** Experiments that a rename is about to change and that had nothing unsaved. */
  readonly #unsaved = new Set<string>();
  readonly #runsMoved = this.register(new vscode.EventEmitter<(runFolder: string) => string>());
  /** Runs are elsewhere now: what gives the new place of a run's folder. */
  readonly onRunsMoved = this.#runsMoved.event;

  constructor(
    private readonly store: RunStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(
      vscode.workspace.onWillRenameFiles((event) => event.waitUntil(this.#editFor(event.files, event.token))),
    );
    this.register(vscode.workspace.onDidRenameFiles(({ files }) => void this.#follow(files)));
    this.register(store.onRunChanged(() => void this.#moveEnded()));
  }

  async #editFor(
    files: vscode.FileWillRenameEvent['files'],
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit> {
    const edit = new vscode.WorkspaceEdit();
    await this.store.ready();
    const moved = movedOf(files);
    for (const entry of this.store.experiments()) {
      // What moves itself is changed where it is then: an edit of the old file would be lost.
      const isMoved = moved(entry.uri.path) !== entry.uri.path;
      if (isMoved || !entry.exists || token.isCancellationRequested) continue;
      const document = await opened(entry.uri);
      if (!document || !adjustPaths(edit, document, entry.uri.path, moved)) continue;
      if (!document.isDirty) this.#unsaved.add(entry.uri.toString());
    }
    for (const { oldUri, newUri } of files) await this.#moveRuns(edit, oldUri, newUri);
    return edit;
  }

  /**
   * Experiments that were moved name their files from where they are now. An undone rename comes here too, and turns
   * the paths back. What had nothing unsaved before is saved.
   */
  async #follow(files: vscode.FileRenameEvent['files']): Promise<void> {
    const moved = movedOf(files);
    const edit = new vscode.WorkspaceEdit();
    const changed: vscode.TextDocument[] = [];
    for (const address of this.#unsaved) {
      const document = await opened(vscode.Uri.parse(address, true));
      if (document) changed.push(document);
    }
    this.#unsaved.clear();
    for (const { oldUri, newUri } of files) {
      for (const uri of await experimentsIn(newUri)) {
        const document = await opened(uri);
        const before = oldUri.path + uri.path.slice(newUri.path.length);
        if (!document || !adjustPaths(edit, document, before, moved)) continue;
        if (!document.isDirty) changed.push(document);
      }
    }
    if (edit.size > 0) await vscode.workspace.applyEdit(edit);
    for (const document of changed) if (document.isDirty) await document.save();
    for (const { oldUri, newUri } of files) await this.#tellMoved(oldUri, newUri);
  }

  /** Runs go with their experiment, where they could, or with the folder that both are in. */
  async #tellMoved(oldUri: vscode.Uri, newUri: vscode.Uri): Promise<void> {
    const [from, to] = isExperiment(oldUri) ? [runsOf(oldUri), runsOf(newUri)] : [oldUri, newUri];
    if ((await exists(to)) && !(await exists(from))) this.#runsMoved.fire(movedFolder({ from, to }));
  }

  /** Runs lie beside the experiment, in a folder of its name. With the folder of the experiment they move by themselves. */
  async #moveRuns(edit: vscode.WorkspaceEdit, oldUri: vscode.Uri, newUri: vscode.Uri): Promise<void> {
    if (!isExperiment(oldUri) || !isExperiment(newUri)) return;
    const move = { experiment: experimentNameOf(newUri), from: runsOf(oldUri), to: runsOf(newUri) };
    if (move.from.path === move.to.path || !(await exists(move.from))) return;
    if (isBusy(this.store.experiment(oldUri))) {
      this.#waiting.set(move.from.toString(), move);
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'A run of {0} is in progress. Its runs stay in {1} until it has ended, and then move to {2}.',
          experimentNameOf(oldUri),
          nameOf(move.from),
          nameOf(move.to),
        ),
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
    const merge = vscode.l10n.t('Move Them Together');
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} holds runs of another experiment that was called {1}, so the runs stay in {2}.',
        nameOf(move.to),
        move.experiment,
        nameOf(move.from),
      ),
      merge,
    );
    if (choice === merge) await this.#move(move);
  }

  async #moveEnded(): Promise<void> {
    for (const [key, move] of this.#waiting) {
      const from = keyOf(move.from);
      const entry = this.store
        .experiments()
        .find(({ runs }) => runs.some(({ folder }) => liesIn(from, folder)));
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
      this.#runsMoved.fire(movedFolder({ from, to }));
    } catch (error) {
      this.log.error(`runs of ${nameOf(from)} could not be moved: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The runs in {0} could not be moved to {1}: {2}. What was not moved is where it was.',
          nameOf(from),
          nameOf(to),
          messageOf(error),
        ),
      );
    }
  }
}

function movedOf(files: vscode.FileRenameEvent['files']): Moved {
  return movedBy(files.map(({ oldUri, newUri }) => ({ from: oldUri.path, to: newUri.path })));
}

/** For run folders as `keyOf` writes them. */
function movedFolder({ from, to }: Pick<RunsMove, 'from' | 'to'>): (runFolder: string) => string {
  const moved = movedBy([{ from: from.path, to: to.path }]);
  return (runFolder) => {
    const uri = folderUri(runFolder);
    return keyOf(uri.with({ path: moved(uri.path) }));
  };
}

/** Adds what keeps the paths of an experiment; false where nothing has to change. */
function adjustPaths(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  before: string,
  moved: Moved,
): boolean {
  const edits = movedReferences(document.getText(), before, moved);
  for (const { offset, length, text } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    edit.replace(document.uri, range, text);
  }
  return edits.length > 0;
}

/** The experiment files that were renamed: the file itself, or those in the folder. */
async function experimentsIn(uri: vscode.Uri): Promise<vscode.Uri[]> {
  if (isExperiment(uri)) return [uri];
  const type = await vscode.workspace.fs.stat(uri).then(
    (stat) => stat.type,
    () => vscode.FileType.Unknown,
  );
  if ((type & vscode.FileType.Directory) === 0) return [];
  return vscode.workspace.findFiles(new vscode.RelativePattern(uri, EXPERIMENT_GLOB), SKIPPED);
}

function opened(uri: vscode.Uri): Thenable<vscode.TextDocument | undefined> {
  return vscode.workspace.openTextDocument(uri).then(
    (document) => document,
    () => undefined,
  );
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
