import * as path from 'node:path';
import * as vscode from 'vscode';
import { InputError, WorkerLostError } from '../../core/base/errors';
import type { Budget } from '../../core/experiment/experiment';
import type { RetrainPlan } from '../../core/journal/retrained';
import { extendedBudget } from '../../core/search/budget';
import type { CandidateWish } from '../../core/search/enqueue';
import { Disposable } from '../disposable';
import { reportError } from '../log';
import { executionSettings } from '../backend/execution-settings';
import type { Storage } from '../backend/execution-settings';
import { checkFree, checkLocal, checkTrust } from './conditions';
import { Inspector } from './inspector';
import type { OwnerConnection } from './owner-connection';
import { RunOwners } from './run-owners';
import { SearchProcess } from './search-process';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import type {
  BackendReport,
  CheckBackend,
  CompareSpaces,
  DequeuedCandidate,
  EnqueuedCandidate,
  ExecutionSettings,
  Inspection,
} from '../../protocol/run-protocol';
import type { SpaceComparison } from '../../core/space/compare-spaces';
import type { SpaceSample } from '../../core/space/space-picture';

/** Asks a fresh search process for a run. */
type RunCall = (peer: SearchProcess['peer']) => Promise<{ runFolder: string; runId: string }>;

/** What steers a run: our own process, or the owner that another window or a terminal has started. */
type OwnerPeer = Pick<OwnerConnection['peer'], 'request'>;

/**
 * Starts, controls and ends searches. One process per run; one more, kept for a
 * while, looks at experiments without running them. Refuses everything in an
 * untrusted workspace.
 */
export class SearchClient extends Disposable {
  /** By run folder. */
  readonly #running = new Map<string, SearchProcess>();
  readonly #all = new Set<SearchProcess>();
  readonly #owners = this.register(new RunOwners((runFolder) => void this.store.run(runFolder)?.look()));
  readonly #inspector = new Inspector(() => this.#fork());

  constructor(
    private readonly extensionFolder: string,
    private readonly store: RunStore,
    private readonly log: vscode.LogOutputChannel,
    private readonly storage: Storage,
  ) {
    super();
  }

  /** Whether this window's own process owns `run`. */
  owns(run: WatchedRun): boolean {
    return this.#running.has(run.folder);
  }

  /** Whether the process that works on `run` can be steered from here. */
  async steers(run: WatchedRun): Promise<boolean> {
    if (this.owns(run)) return true;
    if (!vscode.workspace.isTrusted) return false;
    return this.#owners.peerOf(run.folder).then(
      (peer) => peer !== undefined,
      () => false,
    );
  }

  async start(experiment: vscode.Uri): Promise<WatchedRun> {
    checkLocal(experiment);
    return this.#launch(vscode.l10n.t('Starting the search'), (peer) =>
      peer.request('run/start', {
        experimentPath: experiment.fsPath,
        ...executionSettings(experiment, this.storage),
      }),
    );
  }

  /** @param budget replaces the run's budget */
  async resume(run: WatchedRun, budget?: Readonly<Record<string, number>>): Promise<WatchedRun> {
    const experiment = this.store.experimentOf(run);
    checkLocal(experiment);
    checkFree(run);
    return this.#launch(vscode.l10n.t('Resuming the search'), (peer) =>
      peer.request('run/resume', {
        runFolder: run.folder,
        ...executionSettings(experiment, this.storage),
        ...(budget ? { budget } : {}),
      }),
    );
  }

  /**
   * Adds to the budget of a run, in whatever state it is: one that nobody works on is resumed with it. Answers the
   * limits that hold then.
   */
  async extend(run: WatchedRun, more: Budget): Promise<Budget> {
    if (run.liveness === 'live') {
      const peer = await this.#peerOf(run);
      const { budget } = await peer.request('run/extend', { more: { ...more } });
      await run.look();
      return budget;
    }
    // Nothing has run since the last line.
    const budget = extendedBudget(run.state, more, run.state.at);
    await this.resume(run, { ...budget });
    return budget;
  }

  /** Has a candidate measured next; in a run that nobody works on, when it is resumed. */
  async enqueue(run: WatchedRun, candidate: CandidateWish): Promise<EnqueuedCandidate> {
    return this.#changeQueue(run, (peer) =>
      peer.request('run/enqueue', { runFolder: run.folder, candidate }),
    );
  }

  /** Takes a candidate out of the queue of a run, whether a process works on it or not. */
  async dequeue(run: WatchedRun, queued: number): Promise<DequeuedCandidate> {
    return this.#changeQueue(run, (peer) => peer.request('run/dequeue', { runFolder: run.folder, queued }));
  }

  async pause(run: WatchedRun): Promise<void> {
    await (await this.#peerOf(run)).request('run/pause', {});
    await run.look();
  }

  async continue(run: WatchedRun): Promise<void> {
    await (await this.#peerOf(run)).request('run/continue', {});
    await run.look();
  }

  /**
   * Trains candidates of a run that nobody works on anew, from start to end. An
   * abortion ends it cleanly, and what is done is kept.
   *
   * @param begun called when the first line is in the journal
   */
  async retrain(
    run: WatchedRun,
    plan: RetrainPlan,
    begun: () => void,
    token: vscode.CancellationToken,
  ): Promise<{ reason: string; message: string }> {
    checkTrust();
    const experiment = this.store.experimentOf(run);
    checkLocal(experiment);
    checkFree(run);
    const search = this.#fork();
    // Before anything can come of it: a plan whose results are all there is over at once.
    const done = new Promise<{ reason: string; message: string }>((resolve) =>
      search.peer.on('run/done', resolve),
    );
    let isBegun = false;
    token.onCancellationRequested(() => {
      if (isBegun) search.peer.request('retrain/stop', {}).catch(() => undefined);
      else void search.end();
    });
    try {
      await search.ready;
      await search.peer.request('run/retrain', {
        runFolder: run.folder,
        ...plan,
        ...executionSettings(experiment, this.storage),
      });
      isBegun = true;
      await this.#adopt(search, run.folder);
      begun();
      const lost = search.exited.then((reason) => Promise.reject(new InputError('', reason)));
      return await Promise.race([done, lost]);
    } catch (error) {
      if (token.isCancellationRequested && !isBegun) throw new vscode.CancellationError();
      throw error;
    } finally {
      void search.exited.then(() => run.look());
      if (!isBegun) void search.end();
    }
  }

  /** Ends a retraining of `run`; what is done is kept. */
  async stopRetraining(run: WatchedRun): Promise<void> {
    await (await this.#peerOf(run)).request('retrain/stop', {});
    await run.look();
  }

  /** Ends the run; answers how many measured trials it keeps. */
  async stop(run: WatchedRun): Promise<{ kept: number }> {
    const result = await (await this.#peerOf(run)).request('run/stop', {});
    await run.look();
    return result;
  }

  inspect(experiment: vscode.Uri, text: string, seed: number): Promise<Inspection> {
    return this.#withInspector((peer) =>
      peer.request('experiment/inspect', { experimentPath: experiment.fsPath, text, seed }),
    );
  }

  sample(experiment: vscode.Uri, text: string, seed: number): Promise<{ samples: readonly SpaceSample[] }> {
    return this.#withInspector((peer) =>
      peer.request('experiment/sample', { experimentPath: experiment.fsPath, text, seed }),
    );
  }

  compareSpaces(request: CompareSpaces): Promise<SpaceComparison> {
    return this.#withInspector((peer) => peer.request('experiment/compare-spaces', request));
  }

  /** Starts a backend in a process of its own, to see whether it can be used. */
  checkBackend(request: CheckBackend): Promise<BackendReport> {
    return this.#withInspector((peer) => peer.request('backend/check', request));
  }

  /**
   * Gives `work` a search process of its own, with what the machine decides for `experiment`. The process ends with the
   * work at the latest; when it leaves before, that rejects with the true reason.
   */
  async withProcess<T>(
    experiment: vscode.Uri,
    work: (peer: SearchProcess['peer'], settings: ExecutionSettings) => Promise<T>,
  ): Promise<T> {
    checkTrust();
    checkLocal(experiment);
    const search = this.#fork();
    try {
      await search.ready;
      const lost = search.exited.then((reason) => Promise.reject(new WorkerLostError(reason)));
      return await Promise.race([work(search.peer, executionSettings(experiment, this.storage)), lost]);
    } finally {
      void search.end();
    }
  }

  /** The search processes of this window, with what they are at. */
  processes(): { readonly pid: number | undefined; readonly work: string }[] {
    const runs = new Map([...this.#running].map(([folder, search]) => [search, path.basename(folder)]));
    return [...this.#all].map((search) => ({
      pid: search.pid,
      work: runs.has(search) ? `run ${runs.get(search)}` : 'looks at experiments and backends',
    }));
  }

  /** Tells every process to end, at once; resolves when they have. */
  async endAll(): Promise<void> {
    this.#inspector.rest();
    await Promise.all([...this.#all].map((one) => one.end()));
  }

  override dispose(): void {
    void this.endAll();
    super.dispose();
  }

  async #changeQueue<T>(run: WatchedRun, request: (peer: OwnerPeer) => Promise<T>): Promise<T> {
    checkLocal(this.store.experimentOf(run));
    const isOwned = run.liveness === 'live' || run.liveness === 'retraining';
    const changed = await (isOwned ? request(await this.#peerOf(run)) : this.#withInspector(request));
    await run.look();
    return changed;
  }

  async #launch(title: string, call: RunCall): Promise<WatchedRun> {
    checkTrust();
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        const search = this.#fork();
        const cancelled = new Promise<never>((_resolve, reject) => {
          token.onCancellationRequested(() => {
            void search.end();
            reject(new vscode.CancellationError());
          });
        });
        try {
          const started = await Promise.race([this.#begin(search, call), cancelled]);
          return await this.#adopt(search, started.runFolder);
        } catch (error) {
          void search.end();
          throw error;
        }
      },
    );
  }

  async #begin(search: SearchProcess, call: RunCall): Promise<{ runFolder: string }> {
    await search.ready;
    return call(search.peer);
  }

  /** Follows a run that `search` works on until the process leaves. */
  async #adopt(search: SearchProcess, runFolder: string): Promise<WatchedRun> {
    this.#running.set(runFolder, search);
    const run = await this.store.open(runFolder);
    search.peer.on('run/appended', () => void run.look());
    search.peer.on('run/done', ({ reason, message }) => {
      this.log.info(`${run.experimentName} ${run.runId}: ${reason}${message === '' ? '' : ` (${message})`}`);
    });
    void search.exited.then((reason) => this.#left(run, search, reason));
    return run;
  }

  async #left(run: WatchedRun, search: SearchProcess, reason: string): Promise<void> {
    this.#running.delete(run.folder);
    await run.look();
    if (this.isDisposed || search.wasEnded || run.liveness !== 'interrupted') return;
    reportError(
      this.log,
      vscode.l10n.t('The run of {0} was interrupted', run.experimentName),
      new InputError('', reason),
    );
  }

  #fork(): SearchProcess {
    const search = new SearchProcess({
      script: path.join(this.extensionFolder, 'dist', 'search.js'),
      onOutput: (line) => this.log.info(`search: ${line}`),
    });
    this.log.debug(`search process ${search.pid ?? '?'} forked`);
    search.peer.on('run/log', ({ level, message }) => this.log[level](message));
    this.#all.add(search);
    void search.exited.then((reason) => {
      this.#all.delete(search);
      this.log.debug(`search process ${search.pid ?? '?'}: ${reason}`);
    });
    return search;
  }

  /** The other end of the process that works on `run`, wherever it was started on this machine. */
  async #peerOf(run: WatchedRun): Promise<OwnerPeer> {
    checkTrust();
    const search = this.#running.get(run.folder);
    if (search) return search.peer;
    const owner = await this.#owners.peerOf(run.folder);
    if (owner) return owner;
    throw new InputError(run.runId, vscode.l10n.t('this run is not running'));
  }

  async #withInspector<T>(call: (peer: SearchProcess['peer']) => Promise<T>): Promise<T> {
    checkTrust();
    return this.#inspector.ask(call);
  }
}
