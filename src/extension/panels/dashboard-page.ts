import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import type { Annotations } from '../../core/journal/annotations';
import type { DashboardHostOffer, DashboardPageOffer } from '../../protocol/dashboard-protocol';
import { PANEL_PROTOCOL_VERSION } from '../../protocol/panel-protocol';
import type { Handlers } from '../../protocol/peer';
import { MachineLook } from '../runs/machine-look';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import type { ColumnMemory } from './column-memory';
import { dashboardRequests } from './dashboard-requests';
import type { RunActions } from './dashboard-requests';
import { RunFollower } from './run-follower';
import { selectionParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

/** The host's side of a run's dashboard: the run as it goes, what a person has noted, what it uses of the machine. */
export class DashboardPage extends WebviewPage<DashboardHostOffer, DashboardPageOffer> {
  readonly #follower: RunFollower;
  #toldAnnotations: Annotations | undefined;
  #machine: MachineLook | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly run: WatchedRun,
    private readonly store: RunStore,
    private readonly actions: RunActions,
    columns: ColumnMemory,
  ) {
    super(panel, extensionUri, log);
    this.#follower = this.register(
      new RunFollower(panel, run, store, (...[event, payload]) => this.peer.emit(event, payload), {
        columns: () => columns.get(),
        began: () => this.#began(),
        told: () => this.#tellAnnotations(),
        left: () => this.#leave(),
      }),
    );
    this.peer.on('page/ready', ({ protocolVersion }) => {
      if (protocolVersion === PANEL_PROTOCOL_VERSION) this.#follower.snapshot();
      else this.peer.emit('run/problem', { message: l10n.t('The extension was updated: reload the window') });
    });
    this.peer.on('page/columns', (arranged) => columns.set(arranged.columns));
    this.peer.on('page/lost', () => this.#follower.snapshot());
    this.peer.on('page/selected', (payload) => {
      const selected = selectionParams.safeParse(payload);
      if (selected.success) actions.selected(run, selected.data.trials);
    });
    this.load({ page: 'dashboard', restore: { runFolder: run.folder } });
  }

  override dispose(): void {
    this.#leave();
    super.dispose();
  }

  /** Marks trials on the page, now or as soon as it is there. */
  select(trials: readonly number[]): void {
    this.#follower.select(trials);
  }

  protected handlers(): Handlers<HostEnd<DashboardHostOffer, DashboardPageOffer>> {
    return dashboardRequests(this.run, this.store, this.actions);
  }

  #began(): void {
    this.#toldAnnotations = undefined;
    this.#tellAnnotations();
    // Measured only while somebody looks.
    this.#machine ??= new MachineLook(this.run, (facts) =>
      this.peer.emit('run/machine', { facts: facts ?? null }),
    );
  }

  #leave(): void {
    this.#machine?.dispose();
    this.#machine = undefined;
  }

  #tellAnnotations(): void {
    const { annotations } = this.run;
    if (annotations === this.#toldAnnotations) return;
    this.#toldAnnotations = annotations;
    this.peer.emit('run/annotations', { trials: [...annotations] });
  }
}
