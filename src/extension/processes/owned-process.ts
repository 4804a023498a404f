import { fork, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { l10n } from 'vscode';
import { InputError, WorkerLostError } from '../../core/base/errors';
import { Peer } from '../../protocol/peer';
import type { Offer, OnlyLife } from '../../protocol/peer';

const READY_TIMEOUT_MS = 30_000;
/** A process that was told to end gets so long before it is killed. */
const GRACE_MS = 2_500;
const KEPT_STDERR_LINES = 200;
/** The last lines of a process that has left arrive within this. */
const OUTPUT_WAIT_MS = 500;

/** How its end is told to a person. */
export interface ProcessWords {
  silent(seconds: number): string;
  readonly wasEnded: string;
  readonly hasFinished: string;
  /** @param last the line of its output that says why, where there is one */
  failed(how: string, last: string | undefined): string;
}

export interface OwnedProcessOptions<Theirs extends Offer> {
  /** Absolute path of the program. */
  readonly script: string;
  /** Each line that the process writes to stderr or stdout. */
  readonly onOutput: (line: string) => void;
  readonly words: ProcessWords;
  /** Of the messages; both sides come from one build. */
  readonly version: number;
  /** Calls `heard` with the version that the process says when it listens. */
  readonly listen: (peer: Peer<OnlyLife, Theirs>, heard: (version: number) => void) => void;
  /** Messages hold bytes. */
  readonly hasBytes?: boolean;
  /** Most MB of JavaScript objects that it may hold. */
  readonly maxHeapMb?: number;
}

/**
 * A process of ours: forked, spoken to over IPC, and ended with its children. It
 * leaves by itself when this process is gone.
 */
export class OwnedProcess<Theirs extends Offer> {
  readonly peer: Peer<OnlyLife, Theirs>;
  /** Resolves with the true reason, when the process has left. */
  readonly exited: Promise<string>;
  /** Resolves once the process listens; rejects when it leaves, is too slow or of another build. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #lastLines: string[] = [];
  #ended = false;
  #left = false;

  constructor(private readonly options: OwnedProcessOptions<Theirs>) {
    const { script, onOutput, maxHeapMb, hasBytes } = options;
    this.#child = fork(script, [], {
      execArgv: maxHeapMb === undefined ? [] : [`--max-old-space-size=${maxHeapMb}`],
      env: cleanEnvironment(process.env),
      serialization: hasBytes === true ? 'advanced' : 'json',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own process group, so that it and its children end together.
      detached: process.platform !== 'win32',
    });
    // A failed send is followed by the exit, which settles what waits with a better reason.
    this.peer = new Peer<OnlyLife, Theirs>((message) => this.#child.send(message, () => undefined), {});
    this.#child.on('message', (message) => this.peer.receive(message));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (this.#lastLines.push(line) > KEPT_STDERR_LINES) this.#lastLines.shift();
        onOutput(line);
      });
    }
    this.exited = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        if (this.#child.pid === undefined)
          resolve(this.#leave(l10n.t('it could not be started: {0}', error.message)));
      });
      // Node gives no `close` event to a child that we disconnected, so its output is waited for by hand.
      this.#child.once('exit', (code, signal) => {
        void outputRead(this.#child).then(() => resolve(this.#leave(this.#exitReason(code, signal))));
      });
    });
    this.ready = this.#waitUntilReady();
    // Whoever needs it awaits it; a process that leaves earlier is not an unhandled error.
    this.ready.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether we asked it to leave. */
  get wasEnded(): boolean {
    return this.#ended;
  }

  get hasLeft(): boolean {
    return this.#left;
  }

  /**
   * Ends the process and its children: politely at once, by force after
   * a grace period. The first step is synchronous, so it also works while the
   * extension host shuts down.
   */
  end(): Promise<string> {
    if (!this.#ended && !this.#left) {
      this.#ended = true;
      if (this.#child.connected) this.#child.disconnect();
      this.#signal('SIGTERM');
      const force = setTimeout(() => this.#signal('SIGKILL'), GRACE_MS);
      void this.exited.then(() => {
        clearTimeout(force);
        // Children that outlived their parent.
        this.#signal('SIGKILL');
      });
    }
    return this.exited;
  }

  #waitUntilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new WorkerLostError(this.options.words.silent(READY_TIMEOUT_MS / 1000)));
        void this.end();
      }, READY_TIMEOUT_MS);
      this.options.listen(this.peer, (version) => {
        clearTimeout(timer);
        if (version === this.options.version) resolve();
        else reject(new InputError('', l10n.t('the extension was updated while it ran: reload the window')));
      });
      void this.exited.then((reason) => {
        clearTimeout(timer);
        reject(new WorkerLostError(reason));
      });
    });
  }

  #leave(reason: string): string {
    this.#left = true;
    this.peer.close(reason);
    return reason;
  }

  #exitReason(code: number | null, signal: NodeJS.Signals | null): string {
    const { words } = this.options;
    if (this.#ended) return words.wasEnded;
    if (code === 0) return words.hasFinished;
    const how = signal === null ? l10n.t('exit code {0}', String(code)) : l10n.t('signal {0}', signal);
    return words.failed(how, lastError(this.#lastLines));
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Resolves when the output of a process that has left was read: the reason is in it. An evaluator may hold it open. */
async function outputRead({ stdout, stderr }: ChildProcess): Promise<void> {
  const ended = [stdout, stderr].map(
    (stream) =>
      new Promise<void>((resolve) => (!stream || stream.closed ? resolve() : stream.once('close', resolve))),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, OUTPUT_WAIT_MS)));
  await Promise.race([Promise.all(ended), late]);
  clearTimeout(timer);
}

/** The line of stderr that says what happened: the newest that names an error, else the newest. */
export function lastError(lines: readonly string[]): string | undefined {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  return said.findLast((line) => /error|killed|memory/i.test(line) && !line.startsWith('at ')) ?? said.at(-1);
}

/** The environment without what a debugger or the editor injects into children. */
export function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('VSCODE_')),
  );
}
