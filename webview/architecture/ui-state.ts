import type { Heat } from '../shared/dag/dag-svg';
import type { Viewport } from '../shared/dag/viewport';

export const UI_VERSION = 1;

export const CODE_TARGETS = [
  { value: 'tfjs', label: 'TensorFlow.js' },
  { value: 'keras', label: 'Keras' },
  { value: 'pytorch', label: 'PyTorch' },
] as const;

export type CodeTarget = (typeof CODE_TARGETS)[number]['value'];

export interface UiState {
  readonly selected: string | undefined;
  /** `undefined` follows the size of the graph. */
  readonly collapsed: readonly string[] | undefined;
  readonly heat: Heat;
  readonly query: string;
  /** `undefined` fits the window. */
  readonly viewport: Viewport | undefined;
  readonly side: 'outline' | 'code';
  readonly target: CodeTarget;
}

export const INITIAL_UI: UiState = {
  selected: undefined,
  collapsed: undefined,
  heat: 'kind',
  query: '',
  viewport: undefined,
  side: 'outline',
  target: 'tfjs',
};

export function restoredUi(saved: Partial<UiState> | undefined): UiState {
  return { ...INITIAL_UI, ...saved };
}
