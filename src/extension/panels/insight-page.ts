import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import * as z from 'zod';
import { expected } from '../../core/base/errors';
import type { EpochPoint } from '../../core/journal/run-state';
import type { InsightHostOffer, InsightPageOffer } from '../../protocol/insight-protocol';
import { PANEL_PROTOCOL_VERSION } from '../../protocol/panel-protocol';
import type { Handlers } from '../../protocol/peer';
import { runSpace } from '../runs/run-architecture';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
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

/** What the Insight panel asks of the rest of the extension. */
export interface InsightActions {
  showTrials(run: WatchedRun, trials: readonly number[]): void;
  /** Trials were selected on the page. */
  selected(run: WatchedRun, trials: readonly number[]): void;
}

const metricParams = z.strictObject({ metric: z.string().max(200) });
const trialsParams = z.strictObject({ trials: z.array(z.number().int().nonnegative()).max(100) });

/**
 * The host's side of a run's Insight panel. It hands over what the journal says; all analyses are made by the page,
 * off its own thread, so that the extension host never waits for them.
 */
export class InsightPage extends WebviewPage<InsightHostOffer, InsightPageOffer> {
  readonly #follower: RunFollower;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly run: WatchedRun,
    store: RunStore,
    private readonly actions: InsightActions,
  ) {
    super(panel, extensionUri, log);
    this.#follower = this.register(
      new RunFollower(panel, run, store, (...[event, payload]) => this.peer.emit(event, payload)),
    );
    this.peer.on('page/ready', ({ protocolVersion }) => {
      if (protocolVersion === PANEL_PROTOCOL_VERSION) this.#follower.snapshot();
      else this.peer.emit('run/problem', { message: l10n.t('The extension was updated: reload the window') });
    });
    this.peer.on('page/lost', () => this.#follower.snapshot());
    this.peer.on('page/selected', (payload) => {
      const selected = selectionParams.safeParse(payload);
      if (selected.success) this.actions.selected(run, selected.data.trials);
    });
    this.load({ page: 'insight', restore: { runFolder: run.folder, experimentName: run.experimentName } });
  }

  /** Marks trials on the page, now or as soon as it is there. */
  select(trials: readonly number[]): void {
    this.#follower.select(trials);
  }

  protected handlers(): Handlers<HostEnd<InsightHostOffer, InsightPageOffer>> {
    return {
      'run/knobs': checked(noParams, () => ({ knobs: runSpace(this.run).knobs })),
      'run/curves': checked(metricParams, ({ metric }) => ({
        curves: this.run.state.trials
          .filter(({ curve }) => curve.length > 0)
          .map(({ curve }) => valuesByEpoch(curve, metric)),
      })),
      'trial/show': checked(trialsParams, ({ trials }) => {
        const unknown = trials.find((trial) => trial >= this.run.state.trials.length);
        if (unknown !== undefined) throw expected('trials', 'trials of this run', unknown);
        this.actions.showTrials(this.run, trials);
        return null;
      }),
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
    };
  }
}

/** A journal may claim any epoch; an array of it must stay small. */
const MOST_EPOCHS = 10_000;

function valuesByEpoch(curve: readonly EpochPoint[], metric: string): (number | null)[] {
  const known = curve.filter(({ epoch }) => epoch <= MOST_EPOCHS);
  const values = new Array<number | null>(known.at(-1)?.epoch ?? 0).fill(null);
  for (const { epoch, metrics } of known) values[epoch - 1] = metrics[metric] ?? null;
  return values;
}
