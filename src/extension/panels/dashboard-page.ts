import * as vscode from 'vscode';
import type { Annotations } from '../../core/journal/annotations';
import type { JournalEvent } from '../../core/journal/event';
import { PANEL_PROTOCOL_VERSION } from '../../protocol/panel-protocol';
import type { DashboardHostOffer, DashboardPageOffer } from '../../protocol/dashboard-protocol';
import type { Handlers } from '../../protocol/peer';
import type { RunStore } from '../runs/run-store';
import type { RunChange, WatchedRun } from '../runs/watched-run';
import { runLabel } from '../tree/run-text';
import { Throttle } from '../throttle';
import type { ColumnMemory } from './column-memory';
import { dashboardRequests } from './dashboard-requests';
import type { RunActions } from './dashboard-requests';
import { WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

/** Batches go out at most so often. */
const BATCH_MS = 100;

/** The host's side of a run's dashboard: a snapshot when the page is there, then numbered batches. */
export class DashboardPage extends WebviewPage<DashboardHostOffer, DashboardPageOffer> {
  #generation = 0;
  #seq = 0;
  /** The page has had a snapshot and is shown: batches reach it. */
  #following = false;
  #waiting: JournalEvent[] = [];
  #told = '';
  #toldAnnotations: Annotations | undefined;
  #machine: { dispose(): void } | undefined;
  #select: readonly number[] = [];
  readonly #batches = this.register(new Throttle<'batch'>(BATCH_MS, () => this.#flush()));

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly run: WatchedRun,
    private readonly store: RunStore,
    private readonly actions: RunActions,
    private readonly columns: ColumnMemory,
  ) {
    super(panel, extensionUri, log);
    this.register(
      store.onRunChanged(({ run: changed, change }) => {
        if (changed === run) this.#follow(change);
      }),
    );
    this.register(
      panel.onDidChangeViewState(() => {
        // A hidden page is gone; it asks anew when it is shown.
        if (!panel.visible) this.#leave();
      }),
    );
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#tellLiveness()));
    this.peer.on('page/ready', ({ protocolVersion }) => {
      if (protocolVersion === PANEL_PROTOCOL_VERSION) this.#snapshot();
      else this.peer.emit('run/problem', { message: 'The extension was updated: reload the window' });
    });
    this.peer.on('page/columns', (arranged) => columns.set(arranged.columns));
    this.peer.on('page/lost', () => this.#snapshot());
    this.load({ page: 'dashboard', restore: { runFolder: run.folder } });
  }

  override dispose(): void {
    this.#leave();
    super.dispose();
  }

  /** Marks trials on the page, now or as soon as it is there. */
  select(trials: readonly number[]): void {
    this.#select = trials;
    if (this.#following) this.#tellSelection();
  }

  protected handlers(): Handlers<HostEnd<DashboardHostOffer, DashboardPageOffer>> {
    return dashboardRequests(this.run, this.store, this.actions);
  }

  #leave(): void {
    this.#following = false;
    this.#machine?.dispose();
    this.#machine = undefined;
  }

  #follow(change: RunChange): void {
    if (!this.#following) return;
    if (change.restarted) {
      this.#snapshot();
      return;
    }
    for (const event of change.events) this.#waiting.push(event);
    this.#batches.add('batch');
  }

  #flush(): void {
    if (!this.#following) return;
    if (this.#waiting.length > 0) {
      const events = this.#waiting;
      this.#waiting = [];
      this.peer.emit('run/append', { generation: this.#generation, seq: ++this.#seq, events });
    }
    this.#tellLiveness();
    this.#tellAnnotations();
  }

  #snapshot(): void {
    this.#following = true;
    this.#waiting = [];
    this.#seq = 0;
    this.#told = this.#standing();
    const columns = this.columns.get();
    this.peer.emit('run/snapshot', {
      generation: ++this.#generation,
      seq: 0,
      title: `${this.run.experimentName} · ${runLabel(this.run.state, this.run.runId)}`,
      events: this.run.events(),
      liveness: this.run.liveness,
      canRun: canRun(),
      ...(columns && { columns }),
    });
    this.#tellProblem();
    this.#toldAnnotations = undefined;
    this.#tellAnnotations();
    this.#tellSelection();
    // Measured only while somebody looks.
    this.#machine ??= this.actions.watchMachine(this.run, (facts) => this.peer.emit('run/machine', facts));
  }

  /** All that `run/liveness` and `run/problem` say, to tell it only when it has changed. */
  #standing(): string {
    const { liveness, problem, annotationProblem } = this.run;
    return JSON.stringify([liveness, canRun(), problem, annotationProblem]);
  }

  #tellLiveness(): void {
    const standing = this.#standing();
    if (!this.#following || standing === this.#told) return;
    this.#told = standing;
    this.peer.emit('run/liveness', { liveness: this.run.liveness, canRun: canRun() });
    this.#tellProblem();
  }

  #tellProblem(): void {
    const message = this.run.problem ?? this.run.annotationProblem;
    if (message !== undefined) this.peer.emit('run/problem', { message });
  }

  #tellAnnotations(): void {
    const { annotations } = this.run;
    if (annotations === this.#toldAnnotations) return;
    this.#toldAnnotations = annotations;
    this.peer.emit('run/annotations', { trials: [...annotations] });
  }

  #tellSelection(): void {
    if (this.#select.length === 0) return;
    this.peer.emit('page/select', { trials: this.#select });
    this.#select = [];
  }
}

function canRun(): boolean {
  return vscode.workspace.isTrusted;
}
