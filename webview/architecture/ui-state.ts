import type { Heat } from '../shared/dag/dag-svg';
import type { Viewport } from '../shared/dag/viewport';

export const UI_VERSION = 1;

export const CODE_TARGETS = [
  { value: 'tfjs', name: 'TensorFlow.js' },
  { value: 'keras', name: 'Keras' },
  { value: 'pytorch', name: 'PyTorch' },
  { value: 'json', name: 'JSON' },
] as const;

export type CodeTarget = (typeof CODE_TARGETS)[number]['value'];

/** The network as it is collapsed by hand, its cells as boxes, or one cell alone. */
export type ViewKind = 'network' | 'skeleton' | 'cell';

export interface UiState {
  readonly selected: string | undefined;
  /** `undefined` follows the size of the graph. */
  readonly collapsed: readonly string[] | undefined;
  readonly heat: Heat;
  readonly query: string;
  /** The match that was gone to last: the next Enter goes on from there. */
  readonly found: string | undefined;
  /** `undefined` fits the window. */
  readonly viewport: Viewport | undefined;
  readonly view: ViewKind;
  /** The group that is shown by itself. */
  readonly cell: string | undefined;
  readonly shapes: boolean;
  readonly side: 'outline' | 'code';
  /** Groups that are closed in the outline; `undefined` follows the size of the graph. */
  readonly folded: readonly string[] | undefined;
  readonly target: CodeTarget;
}

export const INITIAL_UI: UiState = {
  selected: undefined,
  collapsed: undefined,
  heat: 'kind',
  query: '',
  found: undefined,
  viewport: undefined,
  view: 'network',
  cell: undefined,
  shapes: false,
  side: 'outline',
  folded: undefined,
  target: 'tfjs',
};

export function restoredUi(saved: Partial<UiState> | undefined): UiState {
  return { ...INITIAL_UI, ...saved };
}
