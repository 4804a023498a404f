import type { Heat } from '../shared/dag/dag-svg';
import type { Viewport } from '../shared/dag/viewport';

export const UI_VERSION = 1;

export interface UiState {
  readonly reference: number;
  readonly selected: string | undefined;
  /** `undefined` follows the size of the networks. */
  readonly collapsed: readonly string[] | undefined;
  readonly shapes: boolean;
  readonly heat: Heat;
  readonly query: string;
  readonly viewport: Viewport | undefined;
}

const INITIAL: UiState = {
  reference: 0,
  selected: undefined,
  collapsed: undefined,
  shapes: false,
  heat: 'kind',
  query: '',
  viewport: undefined,
};

export function restoredUi(saved: Partial<UiState> | undefined): UiState {
  return { ...INITIAL, ...saved };
}
