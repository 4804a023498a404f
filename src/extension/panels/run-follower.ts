import * as vscode from 'vscode';
import type { JournalEvent } from '../../core/journal/event';
import type { RunFeedEvents } from '../../protocol/run-feed-protocol';
import { Disposable } from '../disposable';
import type { RunStore } from '../runs/run-store';
import type { RunChange, WatchedRun } from '../runs/watched-run';
import { Throttle } from '../throttle';
import { runLabel } from '../tree/run-text';

/** Batches go out at most so often. */
const BATCH_MS = 100;

/** One event with its payload. */
type FeedMessage = {
  [E in keyof RunFeedEvents]: [event: E, payload: RunFeedEvents[E]];
}[keyof RunFeedEvents];

type Tell = (...message: FeedMessage) => void;

/** What a page tells beside what happens in the run. */
export interface RunFollowerHooks {
  /** Goes with each snapshot. */
  readonly columns?: () => RunFeedEvents['run/snapshot']['columns'];
  /** A snapshot has been told. */
  readonly began?: () => void;
  /** A batch has been told, or something else of the run has changed. */
  readonly told?: () => void;
  /** The page is hidden, and so gone. */
  readonly left?: () => void;
}

/** Keeps a page that shows a run up to date: a snapshot when the page is there, then numbered batches. */
export class RunFollower extends Disposable {
  #generation = 0;
  #seq = 0;
  /** The page has had a snapshot and is shown: batches reach it. */
  #following = false;
  #waiting: JournalEvent[] = [];
  #told = '';
  /** Told as a problem, and not yet over. */
  #problem: string | undefined;
  /** To tell; `undefined` when nothing is. */
  #select: readonly number[] | undefined;
  readonly #batches = this.register(new Throttle<'batch'>(BATCH_MS, () => this.#flush()));

  constructor(
    panel: vscode.WebviewPanel,
    private readonly run: WatchedRun,
    store: RunStore,
    private readonly tell: Tell,
    private readonly hooks: RunFollowerHooks = {},
  ) {
    super();
    this.register(
      store.onRunChanged(({ run: changed, change }) => {
        if (changed === run) this.#follow(change);
      }),
    );
    this.register(
      panel.onDidChangeViewState(() => {
        // A hidden page is gone; it asks anew when it is shown.
        if (panel.visible) return;
        this.#following = false;
        hooks.left?.();
      }),
    );
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#tellLiveness()));
  }

  /** Marks trials on the page, now or as soon as it is there. */
  select(trials: readonly number[]): void {
    this.#select = trials;
    if (this.#following) this.#tellSelection();
  }

  /** Tells everything anew; from now on batches follow. */
  snapshot(): void {
    this.#following = true;
    this.#waiting = [];
    this.#seq = 0;
    this.#told = this.#standing();
    const columns = this.hooks.columns?.();
    this.tell('run/snapshot', {
      generation: ++this.#generation,
      seq: 0,
      title: `${this.run.experimentName} · ${runLabel(this.run.state, this.run.runId)}`,
      events: this.run.events(),
      liveness: this.run.liveness,
      canRun: canRun(),
      ...(columns && { columns }),
    });
    // The page has forgotten it with the snapshot.
    this.#problem = undefined;
    this.#tellProblem();
    this.hooks.began?.();
    this.#tellSelection();
  }

  #follow(change: RunChange): void {
    if (!this.#following) return;
    if (change.restarted) {
      this.snapshot();
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
      this.tell('run/append', { generation: this.#generation, seq: ++this.#seq, events });
    }
    this.#tellLiveness();
    this.hooks.told?.();
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
    this.tell('run/liveness', { liveness: this.run.liveness, canRun: canRun() });
    this.#tellProblem();
  }

  #tellProblem(): void {
    const told = this.#problem;
    const message = this.run.problem ?? this.run.annotationProblem;
    if (message === told) return;
    this.#problem = message;
    if (message !== undefined) this.tell('run/problem', { message });
    else if (told !== undefined) this.tell('run/problem-gone', { message: told });
  }

  #tellSelection(): void {
    if (this.#select === undefined) return;
    this.tell('page/select', { trials: this.#select });
    this.#select = undefined;
  }
}

function canRun(): boolean {
  return vscode.workspace.isTrusted;
}
