import * as vscode from 'vscode';
import { InputError, messageOf } from '../../core/base/errors';
import type { Finding } from '../../core/experiment/diagnose';
import { refusalFinding } from '../../core/experiment/findings/refusal';
import { readExperiment } from '../../core/experiment/read-experiment';
import type { Inspection } from '../../protocol/run-protocol';
import { Disposable } from '../disposable';
import { untrustedInspection } from '../panels/untrusted-space';
import { experimentNameOf, isExperiment, keyOf } from '../runs/run-files';
import type { SearchClient } from '../search/search-client';
import { onSettingChanged, setting } from '../settings';
import { Debounce } from '../throttle';

const EDIT_DELAY_MS = 700;
const SEED = 1;
/** Texts whose answers are remembered: going back and forth asks nobody. */
const MAX_KNOWN = 50;

/** What a look has told: all of it, why the experiment cannot run, or nothing. */
interface Looked {
  readonly inspection?: Inspection;
  readonly refusal?: Finding;
}

/**
 * What is known of the experiments that are looked at beyond their text: size
 * and costs of the space, time, mistakes that only candidates or data tell.
 *
 * Found out while nobody types, one after the other, the newest text only; by a
 * process of its own that reads the data, or in this process without them where
 * the workspace is not trusted or hints are off.
 */
export class Outlooks extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onChanged = this.#changed.event;
  /** By address and text. The oldest first. */
  readonly #known = new Map<string, Looked>();
  readonly #waiting = new Map<string, vscode.TextDocument>();
  #isBusy = false;
  readonly #soon = this.register(new Debounce(EDIT_DELAY_MS, () => void this.#work()));

  constructor(
    private readonly searches: Pick<SearchClient, 'inspect'>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(vscode.window.onDidChangeVisibleTextEditors(() => this.#wantVisible()));
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#want(document);
      }),
    );
    // A refusal may be about a file that has been mended since, here or in another program.
    const { workspace, window } = vscode;
    this.register(workspace.onDidSaveTextDocument(() => this.#wantVisible()));
    this.register(workspace.onDidCreateFiles(() => this.#wantVisible()));
    this.register(workspace.onDidRenameFiles(() => this.#wantVisible()));
    this.register(window.onDidChangeWindowState(({ focused }) => focused && this.#wantVisible()));
    this.register(onSettingChanged('inlayHints.enabled', () => this.#askAgain()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#askAgain()));
    this.#wantVisible();
  }

  /** What is known of this text; `undefined` until then, and where nothing can be. */
  of(document: vscode.TextDocument): Inspection | undefined {
    return this.#known.get(keyFor(document))?.inspection;
  }

  /** What is wrong with this text as far as it is known: a part of `of`, or why there is none. */
  findingsOf(document: vscode.TextDocument): readonly Finding[] {
    const { inspection, refusal } = this.#known.get(keyFor(document)) ?? {};
    return refusal ? [refusal] : (inspection?.findings ?? []);
  }

  #askAgain(): void {
    this.#known.clear();
    this.#wantVisible();
  }

  #wantVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) this.#want(document);
  }

  #want(document: vscode.TextDocument): void {
    if (!isExperiment(document.uri) || document.uri.scheme === 'git') return;
    this.#waiting.set(document.uri.toString(), document);
    this.#soon.restart();
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (;;) {
        const [next] = this.#waiting;
        if (!next || this.isDisposed) return;
        const [address, document] = next;
        this.#waiting.delete(address);
        if (!document.isClosed) await this.#look(document);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const key = keyFor(document);
    const known = this.#known.get(key);
    if (known && !known.refusal) return;
    const text = document.getText();
    const looked = readExperiment(text).experiment ? await this.#inspect(document.uri, text) : {};
    if (this.isDisposed) return;
    const [oldest] = this.#known.keys();
    if (!known && this.#known.size >= MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, looked);
    // One that was overtaken is kept, for when the edit is undone, and told to nobody.
    if (!document.isClosed && keyFor(document) === key) this.#changed.fire(document.uri);
  }

  async #inspect(uri: vscode.Uri, text: string): Promise<Looked> {
    const readsData =
      vscode.workspace.isTrusted && uri.scheme === 'file' && setting('inlayHints.enabled', uri);
    try {
      const inspection = readsData
        ? await this.searches.inspect(uri, text, SEED)
        : untrustedInspection(`${experimentNameOf(uri)}.nas.json`, text, SEED);
      return { inspection };
    } catch (error) {
      this.log.debug(`outlook of ${keyOf(uri)}: ${messageOf(error)}`);
      // Without the data nobody knows whether something is wrong; an error without a place is not about the file.
      const isRefusal = readsData && error instanceof InputError && error.path !== '';
      return isRefusal ? { refusal: refusalFinding(error, text) } : {};
    }
  }
}

function keyFor(document: vscode.TextDocument): string {
  return `${document.uri.toString()}\n${document.getText()}`;
}
