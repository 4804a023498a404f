import { existing } from './selection';
import type { ColumnLayout } from '../shared/table/column-layout';
import type { Selection } from './selection';
import { INITIAL_UI, restoredUi } from './ui-state';
import type { UiState } from './ui-state';

/** What a person has chosen: kept by VS Code, and told to whoever shows it. */
export class Choices {
  #ui: UiState;

  constructor(
    saved: Partial<UiState> | undefined,
    private readonly save: (ui: UiState) => void,
    private readonly changed: (change: Partial<UiState>) => void,
  ) {
    this.#ui = restoredUi(saved, document.documentElement.lang);
  }

  get ui(): UiState {
    return this.#ui;
  }

  choose(change: Partial<UiState>): void {
    // A table of the selected trials alone would be left empty.
    const isCleared = change.selected?.length === 0;
    this.#ui = { ...this.#ui, ...change, ...(isCleared && { selectedOnly: false }) };
    this.save(this.#ui);
    this.changed(change);
  }

  /** Takes over columns that were arranged in another dashboard, unless this one has its own. */
  begin(columns: ColumnLayout | undefined): void {
    if (columns && this.#ui.layout === INITIAL_UI.layout) this.#ui = { ...this.#ui, layout: columns };
  }

  /** The selected trials that the run has. */
  selected(nTrials: number): Selection {
    return existing(this.#ui.selected, nTrials);
  }
}
