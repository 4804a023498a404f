import type * as vscode from 'vscode';

/** What a panel holds: the host's side of its page. */
export interface OpenPage {
  readonly panel: vscode.WebviewPanel;
  dispose(): void;
}

/** One sort of panel: what it can show, and how it is opened and brought back after a reload. */
export interface PanelKind<State, Page extends OpenPage = OpenPage> {
  /** In `package.json` as `onWebviewPanel:<viewType>`. */
  readonly viewType: string;
  /** `media/icons/<icon>-dark.svg` and `-light.svg`. */
  readonly icon: string;
  /** Reads what the page handed to `setState`; throws when it is something else. */
  parse(state: unknown): State;
  /** Equal for what is the same panel: it is shown again and not opened twice. */
  key(state: State): string;
  title(state: State): string;
  /** The state of a panel whose run has moved; only for kinds that show runs. @param to where a run's folder is now */
  moved?(state: State, to: (runFolder: string) => string): State;
  /** Fills a panel. A rejection closes it again. */
  create(panel: vscode.WebviewPanel, state: State): Promise<Page>;
}
