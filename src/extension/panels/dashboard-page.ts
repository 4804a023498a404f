import type * as vscode from 'vscode';
import * as z from 'zod';
import { expected } from '../../core/base/errors';
import type { TrialRecord } from '../../core/journal/run-state';
import { PANEL_PROTOCOL_VERSION } from '../../protocol/panel-protocol';
import type { DashboardHostOffer, DashboardPageOffer } from '../../protocol/dashboard-protocol';
import type { Handlers } from '../../protocol/peer';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { runArchitecture } from '../runs/run-architecture';
import { RunFollower } from './run-follower';
import {
  checked,
  copyText,
  fileParams,
  noParams,
  saveFile,
  selectionParams,
  textParams,
  WebviewPage,
} from './webview-page';
import type { HostEnd } from './webview-page';

/** What the dashboard asks of the rest of the extension. */
export interface RunActions {
  pause(run: WatchedRun): Promise<void>;
  continue(run: WatchedRun): Promise<void>;
  resume(run: WatchedRun): Promise<void>;
  stop(run: WatchedRun): Promise<void>;
  showTrials(run: WatchedRun, trials: readonly number[]): void;
  /** Trials were selected on the page. */
  selected(run: WatchedRun, trials: readonly number[]): void;
  exportTrial(run: WatchedRun, trial: number): Promise<void>;
  /** Asks the rest and begins; does not wait for the end. */
  retrain(run: WatchedRun, trials: readonly number[]): void;
}

const trialParams = z.strictObject({ trial: z.number().int().nonnegative() });
const trialsParams = z.strictObject({ trials: z.array(z.number().int().nonnegative()).max(100) });

/** The host's side of a run's dashboard: a snapshot when the page is there, then numbered batches. */
export class DashboardPage extends WebviewPage<DashboardHostOffer, DashboardPageOffer> {
  readonly #follower: RunFollower;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly run: WatchedRun,
    store: RunStore,
    private readonly actions: RunActions,
  ) {
    super(panel, extensionUri, log);
    this.#follower = this.register(
      new RunFollower(panel, run, store, (event, payload) => this.peer.emit(event, payload)),
    );
    this.peer.on('page/ready', ({ protocolVersion }) => {
      if (protocolVersion === PANEL_PROTOCOL_VERSION) this.#follower.snapshot();
      else this.peer.emit('run/problem', { message: 'The extension was updated: reload the window' });
    });
    this.peer.on('page/lost', () => this.#follower.snapshot());
    this.peer.on('page/selected', (payload) => {
      const selected = selectionParams.safeParse(payload);
      if (selected.success) this.actions.selected(run, selected.data.trials);
    });
    this.load({ page: 'dashboard', restore: { runFolder: run.folder } });
  }

  /** Marks trials on the page, now or as soon as it is there. */
  select(trials: readonly number[]): void {
    this.#follower.select(trials);
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
}
