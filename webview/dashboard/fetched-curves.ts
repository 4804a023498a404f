import type { EpochPoint, RunState } from '../../src/core/journal/run-state';
import { missingCurves } from './curves-model';
import type { Selection } from './selection';

/** Whoever walks through a table looks at thousands. */
const MOST_KEPT = 200;

/** The curves that the snapshot left out, each asked for once. */
export class FetchedCurves {
  readonly #curves = new Map<number, readonly EpochPoint[]>();

  constructor(
    private readonly ask: (trial: number) => Promise<readonly EpochPoint[]>,
    private readonly came: () => void,
  ) {}

  get all(): ReadonlyMap<number, readonly EpochPoint[]> {
    return this.#curves;
  }

  clear(): void {
    this.#curves.clear();
  }

  /** Asks for what is missing of these. Rejects with what could not be told. */
  async fetch(state: RunState, selected: Selection): Promise<void> {
    const missing = missingCurves(state, selected, this.#curves);
    for (const trial of missing) this.#curves.set(trial, state.trials[trial]!.curve);
    for (const trial of this.#curves.keys()) {
      if (this.#curves.size <= MOST_KEPT) break;
      if (!missing.includes(trial)) this.#curves.delete(trial);
    }
    await Promise.all(
      missing.map(async (trial) => {
        this.#curves.set(trial, await this.ask(trial));
        this.came();
      }),
    );
  }
}
