import * as vscode from 'vscode';
import { SEARCHES_FILE } from '../../core/comparison/searches-file';
import { Disposable } from '../disposable';
import { foldersWith } from '../runs/folders-with';
import { keyOf } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import { comparisonsOf, COMPARISONS_GLOB, findComparisons } from './find-comparisons';
import type { FoundComparison } from './find-comparisons';

/** The comparisons of strategies in the workspace. They are looked for when somebody first asks, and when one begins or is deleted. */
export class ComparisonList extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onChanged = this.#changed.event;
  #found: readonly FoundComparison[] = [];
  #looking: Promise<void> | undefined;

  constructor(private readonly store: Pick<RunStore, 'experiments' | 'onLooked'>) {
    super();
    const watcher = this.register(
      vscode.workspace.createFileSystemWatcher(COMPARISONS_GLOB, false, true, false),
    );
    this.register(watcher.onDidCreate(() => this.#again()));
    this.register(watcher.onDidDelete(() => this.#again()));
    this.register(store.onLooked(() => void this.#lookForMissed()));
  }

  ready(): Promise<void> {
    return (this.#looking ??= this.#look());
  }

  /** Those of an experiment file, as far as they have been looked for. */
  of(experiment: vscode.Uri): FoundComparison[] {
    return comparisonsOf(this.#found, experiment);
  }

  #again(): void {
    this.#looking = this.#look().then(() => this.#changed.fire());
  }

  /** The file watcher does not always tell of a file in a new folder. */
  async #lookForMissed(): Promise<void> {
    if (!this.#looking) return;
    await this.#looking;
    const known = new Set(this.#found.map(({ folder }) => folder));
    const places = new Map(
      this.store
        .experiments()
        .map(({ uri }) => vscode.Uri.joinPath(uri, '..', '.nas', 'compare'))
        .map((place) => [place.toString(), place]),
    );
    for (const place of places.values()) {
      const missed = await foldersWith(place, SEARCHES_FILE, (folder) => known.has(keyOf(folder)));
      if (missed.length === 0) continue;
      this.#again();
      return;
    }
  }

  async #look(): Promise<void> {
    this.#found = await findComparisons();
  }
}
