import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { comparisonsOf, COMPARISONS_GLOB, findComparisons } from './find-comparisons';
import type { FoundComparison } from './find-comparisons';

/** The comparisons of strategies in the workspace. They are looked for when somebody first asks, and when one begins or is deleted. */
export class ComparisonList extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onChanged = this.#changed.event;
  #found: readonly FoundComparison[] = [];
  #looking: Promise<void> | undefined;

  constructor() {
    super();
    const watcher = this.register(
      vscode.workspace.createFileSystemWatcher(COMPARISONS_GLOB, false, true, false),
    );
    const again = (): void => void (this.#looking = this.#look().then(() => this.#changed.fire()));
    this.register(watcher.onDidCreate(again));
    this.register(watcher.onDidDelete(again));
  }

  ready(): Promise<void> {
    return (this.#looking ??= this.#look());
  }

  /** Those of an experiment file, as far as they have been looked for. */
  of(experiment: vscode.Uri): FoundComparison[] {
    return comparisonsOf(this.#found, experiment);
  }

  async #look(): Promise<void> {
    this.#found = await findComparisons();
  }
}
