import { existing } from './selection';
import type { Selection } from './selection';
import { restoredUi } from './ui-state';
import type { UiState } from './ui-state';

/** What a person has chosen: kept by VS Code, and told to whoever shows it. */
export class Choices {
  #ui: UiState;

  constructor(
    saved: Partial<UiState> | undefined,
    private readonly save: (ui: UiState) => void,
    private readonly changed: (change: Partial<UiState>) => void,
  ) {
    this.#ui = restoredUi(saved);
  }

  get ui(): UiState {
    return this.#ui;
  }

  choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.save(this.#ui);
    this.changed(change);
  }

  /** The selected trials that the run has. */
  selected(nTrials: number): Selection {
    return existing(this.#ui.selected, nTrials);
  }
}
