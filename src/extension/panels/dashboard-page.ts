import * as vscode from 'vscode';
import * as z from 'zod';
import { expected } from '../../core/base/errors';
import type { JournalEvent } from '../../core/journal/event';
import type { TrialRecord } from '../../core/journal/run-state';
import { PANEL_PROTOCOL_VERSION } from '../../protocol/panel-protocol';
import type { DashboardHostOffer, DashboardPageOffer } from '../../protocol/dashboard-protocol';
import type { Handlers } from '../../protocol/peer';
import type { RunStore } from '../runs/run-store';
import type { RunChange, WatchedRun } from '../runs/watched-run';
import { runArchitecture } from '../runs/run-architecture';
import { runLabel } from '../tree/run-text';
import { Throttle } from '../throttle';
import { checked, copyText, fileParams, noParams, saveFile, textParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

/** What the dashboard asks of the rest of the extension. */
export interface RunActions {
  pause(run: WatchedRun): Promise<void>;
  continue(run: WatchedRun): Promise<void>;
  resume(run: WatchedRun): Promise<void>;
  stop(run: WatchedRun): Promise<void>;
  showTrials(run: WatchedRun, trials: readonly number[]): void;
  exportTrial(run: WatchedRun, trial: number): Promise<void>;
  /** Asks the rest and begins; does not wait for the end. */
  retrain(run: WatchedRun, trials: readonly number[]): void;
}

/** Batches go out at most so often. */
const BATCH_MS = 100;

const trialParams = z.strictObject({ trial: z.number().int().nonnegative() });
const trialsParams = z.strictObject({ trials: z.array(z.number().int().nonnegative()).max(100) });

/** The host's side of a run's dashboard: a snapshot when the page is there, then numbered batches. */
export class DashboardPage extends WebviewPage<DashboardHostOffer, DashboardPageOffer> {
  #generation = 0;
  #seq = 0;
  /** The page has had a snapshot and is shown: batches reach it. */
  #following = false;
  #waiting: JournalEvent[] = [];
  #told = '';
  #select: readonly number[] = [];
  readonly #batches = this.register(new Throttle<'batch'>(BATCH_MS, () => this.#flush()));

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly run: WatchedRun,
    store: RunStore,
    private readonly actions: RunActions,
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
        if (!panel.visible) this.#following = false;
      }),
    );
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#tellLiveness()));
    this.peer.on('page/ready', ({ protocolVersion }) => {
      if (protocolVersion === PANEL_PROTOCOL_VERSION) this.#snapshot();
      else this.peer.emit('run/problem', { message: 'The extension was updated: reload the window' });
    });
    this.peer.on('page/lost', () => this.#snapshot());
    this.load({ page: 'dashboard', restore: { runFolder: run.folder } });
  }

  /** Marks trials on the page, now or as soon as it is there. */
  select(trials: readonly number[]): void {
    this.#select = trials;
    if (this.#following) this.#tellSelection();
  }

  protected handlers(): Handlers<HostEnd<DashboardHostOffer, DashboardPageOffer>> {
    const call = (action: (run: WatchedRun) => Promise<void>) =>
      checked(noParams, async () => {
        await action(this.run);
        return null;
      });
    return {
      'trial/curve': checked(trialParams, ({ trial }) => ({ curve: this.#record(trial).curve })),
      'trial/architecture': checked(trialParams, ({ trial }) =>
        runArchitecture(this.run, this.#record(trial)),
      ),
      'run/pause': call((run) => this.actions.pause(run)),
      'run/continue': call((run) => this.actions.continue(run)),
      'run/resume': call((run) => this.actions.resume(run)),
      'run/stop': call((run) => this.actions.stop(run)),
      'trial/show': checked(trialsParams, ({ trials }) => {
        this.actions.showTrials(
          this.run,
          trials.map((trial) => this.#record(trial).trial),
        );
        return null;
      }),
      'trial/export': checked(trialParams, async ({ trial }) => {
        await this.actions.exportTrial(this.run, this.#record(trial).trial);
        return null;
      }),
      'trial/retrain': checked(trialsParams, ({ trials }) => {
        this.actions.retrain(
          this.run,
          trials.map((trial) => this.#record(trial).trial),
        );
        return null;
      }),
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
    };
  }

  #record(trial: number): TrialRecord {
    const record = this.run.state.trials[trial];
    if (!record) throw expected('trial', `a trial of this run, below ${this.run.state.trials.length}`, trial);
    return record;
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
  }

  #snapshot(): void {
    this.#following = true;
    this.#waiting = [];
    this.#seq = 0;
    this.#told = this.#standing();
    this.peer.emit('run/snapshot', {
      generation: ++this.#generation,
      seq: 0,
      title: `${this.run.experimentName} · ${runLabel(this.run.state, this.run.runId)}`,
      events: this.run.events(),
      liveness: this.run.liveness,
      canRun: canRun(),
    });
    if (this.run.problem !== undefined) this.peer.emit('run/problem', { message: this.run.problem });
    this.#tellSelection();
  }

  /** All that `run/liveness` and `run/problem` say, to tell it only when it has changed. */
  #standing(): string {
    return `${this.run.liveness} ${canRun()} ${this.run.problem ?? ''}`;
  }

  #tellLiveness(): void {
    const standing = this.#standing();
    if (!this.#following || standing === this.#told) return;
    this.#told = standing;
    this.peer.emit('run/liveness', { liveness: this.run.liveness, canRun: canRun() });
    if (this.run.problem !== undefined) this.peer.emit('run/problem', { message: this.run.problem });
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
