import { InputError, messageOf, WorkerLostError } from '../core/base/errors';
import type { Cancellation } from '../core/assistant/workspace';
import type { ExecutionSettings, HostOffer, SearchOffer } from '../protocol/run-protocol';
import { OwnedChild } from '../worker/child-process';

type SearchChild = OwnedChild<HostOffer, SearchOffer>;
type SearchPeer = SearchChild['peer'];

const READY_TIMEOUT_MS = 30_000;
/** A process that was told to end gets so long before it is killed. */
const GRACE_MS = 2_500;

/**
 * Search processes that this program has forked: one a run, and one for each look
 * at an experiment. They end with it, whatever becomes of it.
 */
export class OwnedSearches {
  /** By run folder. */
  readonly #running = new Map<string, SearchChild>();
  readonly #all = new Set<SearchChild>();
  readonly #listeners = new Set<() => void>();

  /**
   * @param entry absolute path of the search program
   * @param log each line that the processes write
   */
  constructor(
    private readonly entry: string,
    readonly settings: ExecutionSettings,
    private readonly log: (line: string) => void,
  ) {}

  owns(runFolder: string): boolean {
    return this.#running.has(runFolder);
  }

  /** Calls `listener` when a run has written something or its process has left; returns what ends that. */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forks a process for a run, which `call` asks for; answers the run's folder. */
  async open(
    call: (peer: SearchPeer) => Promise<{ readonly runFolder: string }>,
    signal: Cancellation,
  ): Promise<string> {
    const child = this.#fork();
    try {
      const { runFolder } = await cancellable(child, signal, async () => {
        await child.ready('search/ready');
        return call(child.peer);
      });
      this.#running.set(runFolder, child);
      child.peer.on('run/appended', () => this.#tell());
      child.peer.on('run/done', ({ reason, message }) => this.log(`${runFolder}: ${reason} ${message}`));
      void child.exited.then(() => {
        this.#running.delete(runFolder);
        this.#tell();
      });
      return runFolder;
    } catch (error) {
      await child.end(GRACE_MS);
      throw error;
    }
  }

  /** The other end of the process that works on `runFolder`. */
  peerOf(runFolder: string): SearchPeer {
    const child = this.#running.get(runFolder);
    if (!child) throw new InputError(runFolder, 'this program does not work on the run');
    return child.peer;
  }

  /** Resolves when the process of a run has left. */
  async left(runFolder: string): Promise<void> {
    await this.#running.get(runFolder)?.exited;
  }

  /** Gives `work` a process for a moment. */
  async withProcess<T>(work: (peer: SearchPeer) => Promise<T>, signal: Cancellation): Promise<T> {
    const child = this.#fork();
    try {
      return await cancellable(child, signal, async () => {
        await child.ready('search/ready');
        return work(child.peer);
      });
    } finally {
      await child.end(GRACE_MS);
    }
  }

  /** Ends every process. Runs stay as they are, to be resumed. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#all].map((child) => child.end(GRACE_MS)));
  }

  #fork(): SearchChild {
    const child: SearchChild = new OwnedChild<HostOffer, SearchOffer>(
      {
        name: 'the search process',
        entry: this.entry,
        readyTimeoutMs: READY_TIMEOUT_MS,
        onLine: (line) => this.log(line),
      },
      {},
    );
    child.peer.on('run/log', ({ level, message }) => this.log(`${level}: ${message}`));
    this.#all.add(child);
    void child.exited.then(() => this.#all.delete(child));
    return child;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** An abortion kills the process. What `work` waits for, a process that leaves rejects. */
async function cancellable<T>(child: SearchChild, signal: Cancellation, work: () => Promise<T>): Promise<T> {
  const cancel = (): void => void child.kill('was cancelled');
  signal.addEventListener('abort', cancel);
  try {
    if (signal.aborted) throw new InputError('', 'cancelled');
    const lost = child.exited.then(({ text }) =>
      Promise.reject(new WorkerLostError(`the search process ${text}`)),
    );
    // Also when the work is done: then nobody waits for it.
    lost.catch(() => undefined);
    return await Promise.race([work(), lost]);
  } catch (error) {
    if (signal.aborted) throw new InputError('', `cancelled: ${messageOf(error)}`);
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
