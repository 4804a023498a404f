import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { WatchedRun } from '../runs/watched-run';

/** What the store of runs tells of them. */
interface RunsAtWork {
  runs(): readonly Pick<WatchedRun, 'liveness' | 'state'>[];
  onRunChanged(listener: () => void): vscode.Disposable;
  onListChanged(listener: () => void): vscode.Disposable;
}

/** How many searches go on, on the icon of the view: it is told while the sidebar shows something else. */
export class RunningBadge extends Disposable {
  #shown = 0;

  constructor(
    private readonly store: RunsAtWork,
    private readonly view: Pick<vscode.TreeView<unknown>, 'badge'>,
  ) {
    super();
    this.register(store.onRunChanged(() => this.#show()));
    this.register(store.onListChanged(() => this.#show()));
  }

  #show(): void {
    const running = this.store.runs().filter(isAtWork).length;
    if (running === this.#shown) return;
    this.#shown = running;
    this.view.badge = badgeOf(running);
  }
}

export function badgeOf(running: number): vscode.ViewBadge | undefined {
  if (running === 0) return undefined;
  return {
    value: running,
    tooltip: running === 1 ? l10n.t('1 search is running') : l10n.t('{0} searches are running', running),
  };
}

/** A run that is paused waits for a person and is none of those that go on. */
function isAtWork({ liveness, state }: Pick<WatchedRun, 'liveness' | 'state'>): boolean {
  return liveness === 'retraining' || (liveness === 'live' && state.status.kind === 'running');
}
