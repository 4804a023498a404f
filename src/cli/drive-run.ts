import { messageOf } from '../core/base/errors';
import type { JournalEvent } from '../core/journal/event';
import { measuredTrials } from '../core/journal/query';
import type { SearchEnd, SearchStatus } from '../core/search/search-types';
import type { BackendChoice } from '../core/experiment/experiment';
import type { OwnedRun, RunHost } from '../worker/run-search';
import { EXIT } from './exit-codes';
import type { ExitCode } from './exit-codes';
import { nativeFolders } from './native-folders';
import { barProgress, jsonProgress, lineProgress } from './run-progress';
import type { RunProgress } from './run-progress';
import { runReport, shortPath } from './run-report';
import { runSummary } from './run-summary';
import type { Terminal } from './terminal';

/** A full disk is looked at again this often. */
const RETRY_MS = 3_000;

/** Only a window does so: here Ctrl-C stops. */
const PAUSED = 'Paused from the editor: it goes on from there, and Ctrl-C stops it.';

export interface DriveOptions {
  readonly json: boolean;
  readonly backend: BackendChoice;
  readonly evaluators: number | 'auto';
}

type Finish =
  | { readonly kind: 'ended'; readonly end: SearchEnd }
  | { readonly kind: 'failing'; readonly message: string }
  | { readonly kind: 'left' };

/** Runs a search to its end in front of a person, or of a program with `json`, and reports what it found. */
export async function driveRun(
  open: (host: RunHost) => Promise<OwnedRun>,
  { json, backend, evaluators }: DriveOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const drive = new Drive(terminal, json);
  const offInterrupt = terminal.onInterrupt(() => {
    drive.interrupt();
  });
  try {
    const opened = open({
      backend,
      evaluators,
      evaluatorEntry: terminal.evaluatorEntry,
      nativeBackendFolders: nativeFolders(terminal),
      onAppended: (event) => {
        drive.appended(event);
      },
      onStatus: (status) => {
        drive.statusChanged(status);
      },
    });
    return await drive.follow(opened);
  } finally {
    drive.end();
    offInterrupt();
  }
}

/** One run in front of one terminal. */
class Drive {
  readonly #progress: RunProgress;
  readonly #finished: Promise<Finish>;
  #finish: (finish: Finish) => void = () => undefined;
  /** Whoever leaves at once does not wait for evaluators either; they are killed when this process exits. */
  readonly #left: Promise<void>;
  #leave: () => void = () => undefined;
  #run: OwnedRun | undefined;
  #failure: Error | undefined;
  #nInterrupts = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly terminal: Terminal,
    private readonly json: boolean,
  ) {
    this.#progress = progressFor(terminal, json);
    this.#finished = new Promise((resolve) => (this.#finish = resolve));
    this.#left = new Promise((resolve) => (this.#leave = resolve));
  }

  appended(event: JournalEvent): void {
    this.#progress.event(event, this.#run?.search.state);
  }

  statusChanged(status: SearchStatus): void {
    if (status.kind !== 'paused') return;
    if (status.reason === 'disk') this.#waitForSpace(status.message);
    else if (status.reason === 'user') this.#progress.say(PAUSED);
    else this.#finish({ kind: 'failing', message: status.message });
  }

  /** Once: stop cleanly. Twice: leave at once; what was measured is on disk either way. */
  interrupt(): void {
    this.#nInterrupts++;
    const run = this.#run;
    if (!run || this.#nInterrupts > 1) {
      this.#leave();
      this.#finish({ kind: 'left' });
      return;
    }
    const n = measuredTrials(run.search.state).length;
    this.#progress.say(
      `Stopping: ${n === 1 ? '1 measured trial is' : `${n} measured trials are`} kept in ${shortPath(run.folder.root, this.terminal)}; unfinished ones run again on resume. Ctrl-C again leaves at once.`,
    );
    run.search.stop();
  }

  async follow(opening: Promise<OwnedRun>): Promise<ExitCode> {
    opening.then(
      (run) => {
        this.#run = run;
        // Interrupted while it was being opened.
        if (this.#nInterrupts > 0) void run.close();
        else
          run.ended.then(
            (end) => this.#finish({ kind: 'ended', end }),
            (error: unknown) => this.#fail(error),
          );
      },
      (error: unknown) => this.#fail(error),
    );
    const finish = await this.#finished;
    this.end();
    const run = this.#run;
    if (this.#failure && !run) throw this.#failure;
    if (!run || finish.kind === 'left') {
      run?.abandon();
      return EXIT.stopped;
    }
    await Promise.race([run.close(), this.#left]);
    this.#report(run, finish);
    return exitCodeOf(finish);
  }

  end(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#progress.end();
  }

  #fail(error: unknown): void {
    this.#failure = error instanceof Error ? error : new Error(messageOf(error));
    this.#finish({ kind: 'failing', message: this.#failure.message });
  }

  #waitForSpace(message: string): void {
    if (this.#retry === undefined) this.#progress.say(`nas-workbench: ${message}`);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#run?.search.continue(), RETRY_MS);
  }

  #report(run: OwnedRun, finish: Finish): void {
    const { state } = run.search;
    if (this.json) {
      this.terminal.out(JSON.stringify({ type: 'summary', ...runSummary(run.folder, state) }));
    } else {
      for (const line of runReport(run.folder, state, this.terminal)) this.terminal.out(line);
    }
    const place = shortPath(run.folder.root, this.terminal);
    if (finish.kind === 'failing') {
      this.terminal.err(
        `nas-workbench: ${finish.message}; see ${place}, then: ${this.terminal.command} resume ${place}`,
      );
    } else if (finish.kind === 'ended' && finish.end.reason === 'stopped') {
      this.terminal.err(`Stopped. Go on with: ${this.terminal.command} resume ${place}`);
    }
  }
}

function progressFor(terminal: Terminal, json: boolean): RunProgress {
  if (json) return jsonProgress(terminal);
  return terminal.barStream ? barProgress(terminal, terminal.barStream) : lineProgress(terminal);
}

function exitCodeOf(finish: Finish): ExitCode {
  if (finish.kind !== 'ended' || finish.end.reason === 'failed') return EXIT.failed;
  return finish.end.reason === 'stopped' ? EXIT.stopped : EXIT.ok;
}
