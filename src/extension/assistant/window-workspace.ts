import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { runFolderOf, runPlace } from '../../core/assistant/workspace';
import type {
  Cancellation,
  RunOwner,
  RunPlace,
  RunReading,
  SpaceFacts,
  Workspace,
} from '../../core/assistant/workspace';
import { untrustedInspection } from '../panels/untrusted-space';
import type { RunStore } from '../runs/run-store';
import { folderUri } from '../runs/run-files';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';
import { WorkspacePaths } from './workspace-paths';

const COMPARISON_GLOB = '**/.nas/compare/*/comparison.json';

/** Who waits for news looks again after so long. */
const LOOK_MS = 1_000;

/** The workspace of this window: what its tree shows, and the searches that it runs. */
export class WindowWorkspace implements Workspace {
  constructor(
    private readonly store: RunStore,
    private readonly searches: SearchClient,
  ) {}

  async experiments(): Promise<readonly string[]> {
    await this.store.ready();
    return this.store
      .experiments()
      .filter(({ exists }) => exists)
      .map(({ uri }) => paths().nameOf(uri))
      .sort();
  }

  async runs(): Promise<readonly RunPlace[]> {
    await this.store.ready();
    return this.store.runs().map((run) => placeOfRun(run));
  }

  async comparisons(): Promise<readonly string[]> {
    const found = await vscode.workspace.findFiles(COMPARISON_GLOB);
    return found.map((uri) => paths().nameOf(uri)).sort();
  }

  async read(place: RunPlace): Promise<RunReading> {
    const run = this.#runOf(place);
    await run.look();
    const held = run.liveness === 'live' || run.liveness === 'retraining';
    const owner: RunOwner = !held ? 'nobody' : (await this.searches.steers(run)) ? 'here' : 'elsewhere';
    return { state: run.state, owner, problem: run.problem };
  }

  /** As the editor has it, saved or not. */
  async text(name: string): Promise<string> {
    return (await vscode.workspace.openTextDocument(paths().uriOf(name))).getText();
  }

  async inspect(name: string, text: string, signal: Cancellation): Promise<SpaceFacts> {
    if (!vscode.workspace.isTrusted) return untrustedInspection(name, text, 1);
    const inspected = this.searches.inspect(paths().uriOf(name), text, 1);
    return Promise.race([inspected, rejectedBy(signal)]);
  }

  now(): number {
    return Date.now();
  }

  news(signal: Cancellation): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        listening.dispose();
        signal.removeEventListener('abort', settle);
        resolve();
      };
      const timer = setTimeout(settle, LOOK_MS);
      const listening = this.store.onRunChanged(settle);
      signal.addEventListener('abort', settle);
      if (signal.aborted) settle();
    });
  }

  async start(name: string, signal: Cancellation): Promise<RunPlace> {
    const uri = paths().uriOf(name);
    const document = await vscode.workspace.openTextDocument(uri);
    // What runs is what is on disk.
    if (document.isDirty && !(await document.save())) {
      throw new InputError(name, 'the file has changes that could not be saved');
    }
    const run = await this.searches.start(uri);
    if (signal.aborted) {
      await this.searches.stop(run);
      throw new vscode.CancellationError();
    }
    return placeOfRun(run);
  }

  async resume(place: RunPlace, trials: number | undefined, signal: Cancellation): Promise<void> {
    const run = await this.searches.resume(this.#runOf(place), trials === undefined ? undefined : { trials });
    if (!signal.aborted) return;
    await this.searches.stop(run);
    throw new vscode.CancellationError();
  }

  async pause(place: RunPlace): Promise<void> {
    await this.searches.pause(this.#runOf(place));
  }

  async continue(place: RunPlace): Promise<void> {
    await this.searches.continue(this.#runOf(place));
  }

  async stop(place: RunPlace): Promise<number> {
    const { kept } = await this.searches.stop(this.#runOf(place));
    return kept;
  }

  #runOf(place: RunPlace): WatchedRun {
    const run = this.store.runs().find((one) => placeOfRun(one).id === place.id);
    if (!run) throw new InputError(runFolderOf(place), 'the run is gone');
    return run;
  }
}

function paths(): WorkspacePaths {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return new WorkspacePaths(folders);
}

function placeOfRun(run: WatchedRun): RunPlace {
  return runPlace(paths().nameOf(folderUri(run.folder)));
}

function rejectedBy(signal: Cancellation): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new vscode.CancellationError()));
    if (signal.aborted) reject(new vscode.CancellationError());
  });
}
