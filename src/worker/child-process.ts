import { fork, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WorkerLostError } from '../core/base/errors';
import type { Handlers, Offer, Peer } from '../protocol/peer';
import { userCacheFolder } from './cache-folder';
import { peerToChild } from './channel';
import { exitReason } from './exit-reason';
import type { ExitReason } from './exit-reason';

const STDERR_LINES = 200;
const LAST_LINES_MS = 300;

export interface ChildOptions {
  /** What it is called in messages: `evaluator 2`. */
  readonly name: string;
  /** Absolute path of the program. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Most MB of JavaScript objects that it may hold; typed arrays and WebAssembly are not among them. */
  readonly maxHeapMb?: number;
  readonly readyTimeoutMs: number;
  /** Each line of its standard output and error. */
  readonly onLine?: (line: string) => void;
}

/**
 * Owns a forked process from start to exit.
 *
 * Its requests all settle: when it exits, those that wait are rejected with the
 * true reason. It is killed when this process exits, and its program leaves by
 * itself when this process is killed (see `leave-with-parent.ts`).
 */
export class OwnedChild<Mine extends Offer, Theirs extends Offer> {
  readonly peer: Peer<Mine, Theirs>;
  readonly exited: Promise<ExitReason>;
  readonly #child: ChildProcess;
  readonly #stderr: string[] = [];
  #killedBecause: string | undefined;
  #alive = true;

  constructor(
    private readonly options: ChildOptions,
    handlers: Handlers<Mine>,
  ) {
    this.#child = fork(options.entry, [...(options.args ?? [])], {
      // An inherited --inspect would fight for its port; NODE_OPTIONS may hold the same.
      execArgv: options.maxHeapMb === undefined ? [] : [`--max-old-space-size=${options.maxHeapMb}`],
      env: childEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.peer = peerToChild<Mine, Theirs>(this.#child, handlers);
    this.#readLines();
    this.exited = this.#watchExit();
  }

  /** `undefined` when the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /**
   * Resolves when `event` has come; kills the process and rejects with
   * `WorkerLostError` when it does not come in time or the process ends before.
   */
  async ready<E extends keyof Theirs['events'] & string>(event: E): Promise<Theirs['events'][E]> {
    const { name, readyTimeoutMs } = this.options;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.peer.on(event, resolve);
        void this.exited.then(({ text }) => {
          reject(new WorkerLostError(`${name} ${text}`));
        });
        timer = setTimeout(() => {
          void this.kill(`did not answer within ${readyTimeoutMs / 1000} s of its start`);
        }, readyTimeoutMs);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process and what it started, at once. `because` completes the sentence that waiting requests are rejected with. */
  kill(because: string): Promise<ExitReason> {
    if (this.#alive) {
      this.#killedBecause ??= because;
      killTree(this.#child);
    }
    return this.exited;
  }

  /** Asks the process to leave by closing its channel, and kills it when it has not left in time. */
  async end(graceMs: number): Promise<void> {
    if (!this.#alive) return;
    this.#killedBecause ??= 'was asked to leave';
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => {
      killTree(this.#child);
    }, graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  #watchExit(): Promise<ExitReason> {
    const killOnExit = (): void => {
      killTree(this.#child);
    };
    process.once('exit', killOnExit);
    return new Promise((resolve) => {
      const settle = (reason: ExitReason): void => {
        if (!this.#alive) return;
        this.#alive = false;
        process.off('exit', killOnExit);
        this.peer.close(`${this.options.name} ${reason.text}`);
        resolve(reason);
      };
      this.#child.once('error', (error) => {
        // Also raised by a failed send or kill; only a process that never started has no exit to wait for.
        if (this.#child.pid === undefined)
          settle({ kind: 'crash', text: `cannot be started: ${error.message}` });
      });
      // Not `close`, which never comes when this side has closed the channel. The last lines of stderr come within a moment.
      this.#child.once('exit', (code, signal) => {
        void this.#lastLines().then(() => {
          settle(exitReason(code, signal, this.#killedBecause, this.#stderr));
        });
      });
    });
  }

  /** Resolves when all of stderr has been read, or soon: whoever else holds the pipe must not delay the news. */
  async #lastLines(): Promise<void> {
    const { stderr } = this.#child;
    if (!stderr || stderr.readableEnded || stderr.destroyed) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise((resolve) => stderr.once('close', resolve)),
      new Promise((resolve) => (timer = setTimeout(resolve, LAST_LINES_MS))),
    ]);
    clearTimeout(timer);
  }

  #readLines(): void {
    const { stdout, stderr } = this.#child;
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.options.onLine?.(line));
    if (stderr) {
      createInterface({ input: stderr }).on('line', (line) => {
        this.#stderr.push(line);
        if (this.#stderr.length > STDERR_LINES) this.#stderr.shift();
        this.options.onLine?.(line);
      });
    }
  }
}

/**
 * Without options for another program; with Node's cache of compiled code (Node 22
 * and later) where the user has not chosen one, in a folder that nobody else can write to.
 */
function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const copy = { ...env };
  delete copy['NODE_OPTIONS'];
  copy['NODE_COMPILE_CACHE'] ??= path.join(userCacheFolder(), 'compiled-code');
  return copy;
}

/**
 * Our programs leave when their channel closes, so on POSIX killing the process
 * is enough; Windows takes its children along explicitly.
 */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
  } else {
    child.kill('SIGKILL');
  }
}
