import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors';
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
  /** By address and text; `undefined` where it cannot be known. The oldest first. */
  readonly #known = new Map<string, Inspection | undefined>();
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
    this.register(onSettingChanged('inlayHints.enabled', () => this.#askAgain()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#askAgain()));
    this.#wantVisible();
  }

  /** What is known of this text; `undefined` until then, and where nothing can be. */
  of(document: vscode.TextDocument): Inspection | undefined {
    return this.#known.get(keyFor(document));
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
    if (this.#known.has(key)) return;
    const text = document.getText();
    const inspection = readExperiment(text).experiment && (await this.#inspect(document.uri, text));
    if (this.isDisposed) return;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, inspection);
    // One that was overtaken is kept, for when the edit is undone, and told to nobody.
    if (!document.isClosed && keyFor(document) === key) this.#changed.fire(document.uri);
  }

  async #inspect(uri: vscode.Uri, text: string): Promise<Inspection | undefined> {
    const readsData =
      vscode.workspace.isTrusted && uri.scheme === 'file' && setting('inlayHints.enabled', uri);
    try {
      return readsData
        ? await this.searches.inspect(uri, text, SEED)
        : untrustedInspection(`${experimentNameOf(uri)}.nas.json`, text, SEED);
    } catch (error) {
      this.log.debug(`outlook of ${keyOf(uri)}: ${messageOf(error)}`);
      return undefined;
    }
  }
}

function keyFor(document: vscode.TextDocument): string {
  return `${document.uri.toString()}\n${document.getText()}`;
}
