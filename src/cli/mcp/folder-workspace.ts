import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { InputError, messageOf } from '../../core/base/errors';
import { runFolderOf, runPlace } from '../../core/assistant/workspace';
import type {
  Cancellation,
  RunPlace,
  RunReading,
  SpaceFacts,
  Workspace,
} from '../../core/assistant/workspace';
import { replay } from '../../core/journal/replay';
import type { RunState } from '../../core/journal/run-state';
import { isOwned } from '../../worker/lease';
import { runFolderAt } from '../../worker/run-folder';
import { readRunJournal } from '../../worker/run-search';
import { filesBelow } from './files-below';
import type { OwnedSearches } from '../owned-searches';

/** Who waits for news looks again after so long: other processes tell nothing. */
const LOOK_MS = 1_000;

/** A folder on disk, and the searches that this program runs in it. */
export class FolderWorkspace implements Workspace {
  /** The last reading of each journal; a journal only grows. */
  readonly #read = new Map<string, { readonly bytes: number; readonly state: RunState }>();

  /** @param folder absolute */
  constructor(
    private readonly folder: string,
    private readonly searches: OwnedSearches,
  ) {}

  experiments(): readonly string[] {
    return filesBelow(this.folder).experiments.map((file) => this.#relative(file));
  }

  runs(): readonly RunPlace[] {
    return filesBelow(this.folder).runs.map((run) => runPlace(this.#relative(run)));
  }

  comparisons(): readonly string[] {
    return filesBelow(this.folder).comparisons.map((file) => this.#relative(file));
  }

  read(run: RunPlace): RunReading {
    const root = this.#folderOf(run);
    const owner = this.searches.owns(root) ? 'here' : isOwned(root) ? 'elsewhere' : 'nobody';
    try {
      return { state: this.#stateOf(root), owner };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { state: this.#read.get(root)?.state ?? replay([]), owner, problem: messageOf(error) };
    }
  }

  text(file: string): string {
    return readFileSync(this.#absolute(file), 'utf8');
  }

  async inspect(file: string, text: string, signal: Cancellation): Promise<SpaceFacts> {
    const experimentPath = this.#absolute(file);
    return this.searches.withProcess(
      (peer) => peer.request('experiment/inspect', { experimentPath, text, seed: 1 }),
      signal,
    );
  }

  now(): number {
    return Date.now();
  }

  news(signal: Cancellation): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        forget();
        signal.removeEventListener('abort', settle);
        resolve();
      };
      const timer = setTimeout(settle, LOOK_MS);
      const forget = this.searches.onNews(settle);
      signal.addEventListener('abort', settle);
      if (signal.aborted) settle();
    });
  }

  async start(experiment: string, signal: Cancellation): Promise<RunPlace> {
    const experimentPath = this.#absolute(experiment);
    const root = await this.searches.open(
      (peer) => peer.request('run/start', { experimentPath, ...this.searches.settings }),
      signal,
    );
    return runPlace(this.#relative(root));
  }

  async resume(run: RunPlace, trials: number | undefined, signal: Cancellation): Promise<void> {
    const budget = trials === undefined ? {} : { budget: { trials } };
    const runFolder = this.#folderOf(run);
    await this.searches.open(
      (peer) => peer.request('run/resume', { runFolder, ...this.searches.settings, ...budget }),
      signal,
    );
  }

  async pause(run: RunPlace): Promise<void> {
    await this.searches.peerOf(this.#folderOf(run)).request('run/pause', {});
  }

  async continue(run: RunPlace): Promise<void> {
    await this.searches.peerOf(this.#folderOf(run)).request('run/continue', {});
  }

  async stop(run: RunPlace): Promise<number> {
    const root = this.#folderOf(run);
    const { kept } = await this.searches.peerOf(root).request('run/stop', {});
    await this.searches.left(root);
    return kept;
  }

  #stateOf(root: string): RunState {
    const folder = runFolderAt(root);
    const bytes = statSync(folder.journal, { throwIfNoEntry: false })?.size ?? 0;
    const known = this.#read.get(root);
    if (known?.bytes === bytes) return known.state;
    const state = replay(readRunJournal(folder));
    this.#read.set(root, { bytes, state });
    return state;
  }

  #folderOf(run: RunPlace): string {
    return this.#absolute(runFolderOf(run));
  }

  #relative(file: string): string {
    return path.relative(this.folder, file).split(path.sep).join('/');
  }

  /** Throws `InputError` for what is outside of the folder. */
  #absolute(file: string): string {
    const absolute = path.resolve(this.folder, file);
    if (path.isAbsolute(file) || path.relative(this.folder, absolute).startsWith('..')) {
      throw new InputError(file, `expected a path inside of ${this.folder}`);
    }
    return absolute;
  }
}
