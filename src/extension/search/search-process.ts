import { fork, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { l10n } from 'vscode';
import { InputError, WorkerLostError } from '../../core/base/errors';
import { Peer } from '../../protocol/peer';
import { RUN_PROTOCOL_VERSION } from '../../protocol/run-protocol';
import type { HostOffer, SearchOffer } from '../../protocol/run-protocol';

const READY_TIMEOUT_MS = 30_000;
/** A process that was told to end gets so long before it is killed. */
const GRACE_MS = 2_500;
const KEPT_STDERR_LINES = 200;
/** The last lines of a process that has left arrive within this. */
const OUTPUT_WAIT_MS = 500;

export interface SearchProcessOptions {
  /** Absolute path of `search.js`. */
  readonly script: string;
  /** Each line that the process writes to stderr or stdout. */
  readonly onOutput: (line: string) => void;
}

/**
 * A search process of ours: forked, spoken to over IPC, and ended with its
 * children. It leaves by itself when this process is gone.
 */
export class SearchProcess {
  readonly peer: Peer<HostOffer, SearchOffer>;
  /** Resolves with the true reason, when the process has left. */
  readonly exited: Promise<string>;
  /** Resolves once the process listens; rejects when it leaves, is too slow or of another build. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #lastLines: string[] = [];
  #ended = false;
  #left = false;

  constructor({ script, onOutput }: SearchProcessOptions) {
    this.#child = fork(script, [], {
      execArgv: [],
      env: cleanEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own process group, so that it and its evaluators end together.
      detached: process.platform !== 'win32',
    });
    this.peer = new Peer<HostOffer, SearchOffer>((message) => this.#child.send(message), {});
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
   * Ends the process and its evaluators: politely at once, by force after
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
        // Evaluators that outlived their parent.
        this.#signal('SIGKILL');
      });
    }
    return this.exited;
  }

  #waitUntilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new WorkerLostError(
            l10n.t('the search process did not answer within {0} s', READY_TIMEOUT_MS / 1000),
          ),
        );
        void this.end();
      }, READY_TIMEOUT_MS);
      this.peer.on('search/ready', ({ protocolVersion }) => {
        clearTimeout(timer);
        if (protocolVersion === RUN_PROTOCOL_VERSION) resolve();
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
    if (this.#ended) return l10n.t('the search process was ended');
    if (code === 0) return l10n.t('the search process has finished');
    const how = signal === null ? l10n.t('exit code {0}', String(code)) : l10n.t('signal {0}', signal);
    const last = lastError(this.#lastLines);
    return last === undefined
      ? l10n.t('the search process ended ({0})', how)
      : l10n.t('the search process ended ({0}): {1}', how, last);
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
