import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors';
import { Disposable } from '../disposable';
import { reportError } from '../log';
import type { OpenPage, PanelKind } from './panel-kind';

interface Open {
  readonly panel: vscode.WebviewPanel;
  readonly page: Promise<OpenPage>;
  /** Shows the same thing where it is now. */
  readonly follow: (to: (runFolder: string) => string) => Promise<void>;
}

/** The panels that are open, one per thing; brings them back after a reload of the window. */
export class OpenPanels extends Disposable {
  /** By view type and the kind's key. */
  readonly #open = new Map<string, Open>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
  }

  /** Panels of this kind come back after a reload. */
  restores<State>(kind: PanelKind<State>): void {
    this.register(
      vscode.window.registerWebviewPanelSerializer(kind.viewType, {
        deserializeWebviewPanel: async (panel, saved: unknown) => {
          try {
            await this.#fill(kind, panel, kind.parse(saved));
          } catch (error) {
            panel.dispose();
            // Who closes a panel that is being filled need not hear that it could not be.
            if (error instanceof vscode.CancellationError) return;
            const why = vscode.l10n.t('{0} could not be opened again: {1}', panel.title, messageOf(error));
            this.log.warn(why);
            void vscode.window.showWarningMessage(why);
          }
        },
      }),
    );
  }

  /** Shows the panel that shows this, or opens one. `undefined` when it could not be filled; why has been said. */
  async show<State, Page extends OpenPage>(
    kind: PanelKind<State, Page>,
    state: State,
    column = vscode.ViewColumn.Active,
  ): Promise<Page | undefined> {
    const known = this.#open.get(keyOf(kind, state));
    try {
      if (known) {
        known.panel.reveal();
        // The key has the view type in it, so what lies under it was made by this kind.
        return (await known.page) as Page;
      }
      return await this.#fill(kind, createPanel(kind.viewType, kind.title(state), column), state);
    } catch (error) {
      reportError(this.log, kind.title(state), error);
      return undefined;
    }
  }

  /** The page that shows this, where there is one; nothing is opened or brought to the front. */
  async shown<State, Page extends OpenPage>(
    kind: PanelKind<State, Page>,
    state: State,
  ): Promise<Page | undefined> {
    const known = this.#open.get(keyOf(kind, state));
    return known && ((await known.page) as Page);
  }

  /** Panels of runs that have moved show them where they are; what a person has chosen in them stays. */
  moved(to: (runFolder: string) => string): void {
    for (const { follow, panel } of [...this.#open.values()]) {
      follow(to).catch((error: unknown) => reportError(this.log, panel.title, error));
    }
  }

  override dispose(): void {
    // The panels stay: the window closes, and they are to come back.
    for (const { page } of this.#open.values()) {
      page.then(
        (filled) => filled.dispose(),
        () => undefined,
      );
    }
    super.dispose();
  }

  async #fill<State, Page extends OpenPage>(
    kind: PanelKind<State, Page>,
    panel: vscode.WebviewPanel,
    state: State,
  ): Promise<Page> {
    const key = keyOf(kind, state);
    panel.iconPath = icon(this.extensionUri, kind.icon);
    const page = kind.create(panel, state);
    const follow = (to: (runFolder: string) => string): Promise<void> => this.#follow(kind, state, to);
    this.#open.set(key, { panel, page, follow });
    const closing = new AbortController();
    panel.onDidDispose(() => {
      closing.abort();
      if (this.#open.get(key)?.panel === panel) this.#open.delete(key);
    });
    try {
      return await page;
    } catch (error) {
      // Who closes a panel that is being filled need not hear that it could not be.
      if (closing.signal.aborted) throw new vscode.CancellationError();
      panel.dispose();
      throw error;
    }
  }

  async #follow<State>(
    kind: PanelKind<State>,
    state: State,
    to: (runFolder: string) => string,
  ): Promise<void> {
    const next = kind.moved?.(state, to) ?? state;
    const key = keyOf(kind, state);
    const known = this.#open.get(key);
    if (!known || keyOf(kind, next) === key) return;
    (await known.page).dispose();
    this.#open.delete(key);
    known.panel.title = kind.title(next);
    await this.#fill(kind, known.panel, next);
  }
}

function keyOf<State>(kind: PanelKind<State>, state: State): string {
  return `${kind.viewType} ${kind.key(state)}`;
}

function createPanel(viewType: string, title: string, column: vscode.ViewColumn): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, title, column, {
    enableScripts: true,
    retainContextWhenHidden: false,
    enableFindWidget: true,
  });
}

function icon(extensionUri: vscode.Uri, name: string): { light: vscode.Uri; dark: vscode.Uri } {
  const file = (theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'media', 'icons', `${name}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}
