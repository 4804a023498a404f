import type { EpochPoint, RunState } from '../../src/core/journal/run-state';
import { curveTrials, missingCurves } from './curves-model';
import type { Selection } from './selection';

/** Whoever walks through a table looks at thousands. */
const MOST_KEPT = 200;

/** The curves that the snapshot left out, each asked for once, and after a failure once more when `retry` says so. */
export class FetchedCurves {
  readonly #curves = new Map<number, readonly EpochPoint[]>();
  readonly #coming = new Set<number>();
  readonly #failed = new Set<number>();

  constructor(
    private readonly ask: (trial: number) => Promise<readonly EpochPoint[]>,
    private readonly came: () => void,
  ) {}

  get all(): ReadonlyMap<number, readonly EpochPoint[]> {
    return this.#curves;
  }

  /** Those that were asked for in vain. */
  get failed(): ReadonlySet<number> {
    return this.#failed;
  }

  clear(): void {
    this.#curves.clear();
    this.#failed.clear();
  }

  /** What failed is asked for again with the next `fetch`. */
  retry(): void {
    this.#failed.clear();
  }

  /** Asks for what is missing of these. Rejects with what could not be told. */
  async fetch(state: RunState, selected: Selection): Promise<void> {
    const missing = missingCurves(state, selected, this.#curves).filter(
      (trial) => !this.#coming.has(trial) && !this.#failed.has(trial),
    );
    const wanted = curveTrials(state, selected);
    for (const trial of this.#curves.keys()) {
      if (this.#curves.size <= MOST_KEPT) break;
      if (!wanted.includes(trial)) this.#curves.delete(trial);
    }
    await Promise.all(missing.map((trial) => this.#ask(trial)));
  }

  async #ask(trial: number): Promise<void> {
    this.#coming.add(trial);
    try {
      this.#curves.set(trial, await this.ask(trial));
    } catch (error) {
      this.#failed.add(trial);
      throw error;
    } finally {
      this.#coming.delete(trial);
      this.came();
    }
  }
}
