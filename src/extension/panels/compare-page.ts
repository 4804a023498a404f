import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors';
import { parseComparison, RESULT_FILE } from '../../core/comparison/read-result';
import type { ComparisonResult } from '../../core/comparison/result';
import { parseSearches, SEARCHES_FILE } from '../../core/comparison/searches-file';
import type {
  CompareHostOffer,
  ComparePageOffer,
  ComparePicture,
} from '../../protocol/compare-panel-protocol';
import type { Handlers } from '../../protocol/peer';
import type { ComparisonTarget, RunsTarget, RunTarget } from '../commands/command-table';
import { memberOf, pictureOfRuns, runsSubtitle } from '../comparison/run-picture';
import { pictureOfSearches } from '../comparison/searches-picture';
import { openReport } from '../export/open-report';
import { folderUri } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { Throttle } from '../throttle';
import { checked, copyText, fileParams, noParams, saveFile, textParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

export type Compared =
  | { readonly kind: 'runs'; readonly runs: readonly WatchedRun[] }
  | { readonly kind: 'comparison'; readonly folder: string; readonly experimentName: string };

/** Looks at what has changed at most so often. */
const FOLLOW_MS = 1_500;

/** The host's side of the compare panel: everything when the page is there, then what goes on. */
export class ComparePage extends WebviewPage<CompareHostOffer, ComparePageOffer> {
  #following = false;
  /** Which runs have members in the picture, by folder, with their group. */
  #groupOf = new Map<string, string>();
  readonly #changes = this.register(new Throttle<string>(FOLLOW_MS, (ids) => void this.#follow(ids)));

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly compared: Compared,
    store: RunStore,
    restore: unknown,
  ) {
    super(panel, extensionUri, log);
    if (compared.kind === 'runs') {
      this.register(
        store.onRunChanged(({ run }) => {
          if (compared.runs.includes(run)) this.#changes.add(run.folder);
        }),
      );
    } else {
      const pattern = new vscode.RelativePattern(
        folderUri(compared.folder),
        `{${SEARCHES_FILE},${RESULT_FILE}}`,
      );
      const watcher = this.register(vscode.workspace.createFileSystemWatcher(pattern));
      this.register(watcher.onDidChange(() => this.#changes.add('')));
      this.register(watcher.onDidCreate(() => this.#changes.add('')));
    }
    this.register(
      panel.onDidChangeViewState(() => {
        // A hidden page is gone; it asks anew when it is shown.
        if (!panel.visible) this.#following = false;
      }),
    );
    this.peer.on('page/ready', () => {
      this.#following = true;
      void this.#show();
    });
    this.load({ page: 'compare', restore });
  }

  protected handlers(): Handlers<HostEnd<CompareHostOffer, ComparePageOffer>> {
    return {
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
      'compare/report': checked(noParams, async () => {
        if (this.compared.kind === 'comparison') await openReport(folderUri(this.compared.folder));
        return null;
      }),
      'compare/export': checked(noParams, async () => {
        await vscode.commands.executeCommand('nas.exportReport', this.#target());
        return null;
      }),
    };
  }

  /** What is shown, for a command. */
  #target(): RunsTarget | RunTarget | ComparisonTarget {
    if (this.compared.kind === 'comparison') return { comparison: this.compared.folder };
    const [first, ...others] = this.compared.runs.map(({ folder }) => folder);
    return first !== undefined && others.length === 0
      ? { runFolder: first }
      : { runFolders: this.compared.runs.map(({ folder }) => folder) };
  }

  async #show(): Promise<void> {
    try {
      const picture = await this.#picture();
      if (this.isDisposed) return;
      this.#groupOf = new Map(
        picture.groups.flatMap(({ id, members }) => members.map((member) => [member.id, id] as const)),
      );
      this.peer.emit('compare/show', { picture });
    } catch (error) {
      this.log.info(`compare: ${messageOf(error)}`);
      if (!this.isDisposed) this.peer.emit('compare/problem', { message: messageOf(error) });
    }
  }

  async #picture(): Promise<ComparePicture> {
    const { compared } = this;
    if (compared.kind === 'runs') return pictureOfRuns(compared.runs);
    const folder = folderUri(compared.folder);
    const file = parseSearches(await textOf(vscode.Uri.joinPath(folder, SEARCHES_FILE)));
    if (!file) throw new Error(vscode.l10n.t('The comparison has not begun yet'));
    return pictureOfSearches(compared.experimentName, file, await resultOf(folder));
  }

  async #follow(changed: ReadonlySet<string>): Promise<void> {
    if (!this.#following) return;
    const { compared } = this;
    const isKnown = [...changed].every((folder) => this.#groupOf.has(folder));
    if (compared.kind === 'comparison' || !isKnown) {
      await this.#show();
      return;
    }
    const members = compared.runs
      .filter(({ folder }) => changed.has(folder))
      .map((run) => ({ group: this.#groupOf.get(run.folder)!, member: memberOf(run) }));
    this.peer.emit('compare/members', { subtitle: runsSubtitle(compared.runs), members });
  }
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** `undefined` while the comparison goes on. */
async function resultOf(folder: vscode.Uri): Promise<ComparisonResult | undefined> {
  const uri = vscode.Uri.joinPath(folder, RESULT_FILE);
  const text = await textOf(uri).catch(() => undefined);
  return text === undefined ? undefined : parseComparison(text, uri.fsPath);
}
