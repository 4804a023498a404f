import type { Sort } from '../shared/table/table-model';
import type { ScatterAxes } from './scatter-model';
import type { Selection } from './selection';

/** Raised with every change of meaning; a saved state of another version is dropped. */
export const UI_VERSION = 1;

/** What a person has chosen; it survives a reload of the window. */
export interface UiState {
  readonly selected: Selection;
  readonly sort: Sort;
  readonly filter: string;
  readonly progressBy: 'trial' | 'time';
  /** `undefined` follows the first objective. */
  readonly curveMetric: string | undefined;
  /** `undefined` follows the objectives. */
  readonly scatter: ScatterAxes | undefined;
}

export const INITIAL_UI: UiState = {
  selected: [],
  sort: { column: 'trial', direction: 'descending' },
  filter: '',
  progressBy: 'trial',
  curveMetric: undefined,
  scatter: undefined,
};

/** The saved choices over the initial ones. */
export function restoredUi(saved: Partial<UiState> | undefined): UiState {
  return { ...INITIAL_UI, ...saved };
}
