import type { PlotZoom } from '../shared/chart/picture';
import type { ColumnFilters } from '../shared/table/column-filter';
import type { Viewport } from '../shared/dag/viewport';
import { DEFAULT_LAYOUT } from '../shared/table/column-layout';
import type { ColumnLayout } from '../shared/table/column-layout';
import type { Sorts } from '../shared/table/table-model';
import type { ScatterAxes } from './scatter-axes';
import type { Selection } from './selection';

/** Raised with every change of meaning; a saved state of another version is dropped. */
export const UI_VERSION = 2;

/** What a person has chosen; it survives a reload of the window. */
export interface UiState {
  readonly selected: Selection;
  readonly sorts: Sorts;
  /** Words or an expression. */
  readonly filter: string;
  readonly columnFilters: ColumnFilters;
  readonly selectedOnly: boolean;
  /** What cells say is said in it, and filters of columns keep what cells say. */
  readonly language: string;
  readonly layout: ColumnLayout;
  readonly progressOf: 'best' | 'hypervolume';
  readonly progressBy: 'trial' | 'time';
  /** `undefined` follows the first objective. */
  readonly curveMetric: string | undefined;
  /** `undefined` follows the objectives. */
  readonly scatter: ScatterAxes | undefined;
  /** Parts of the charts that were zoomed to. */
  readonly zooms: Readonly<Record<ChartName, PlotZoom | undefined>>;
  /** The part of a trial's graph that was zoomed or moved to last. */
  readonly graph: GraphPlace | undefined;
}

export interface GraphPlace {
  readonly trial: number;
  readonly viewport: Viewport;
}

export type ChartName = 'progress' | 'scatter' | 'curves';

export const INITIAL_UI: UiState = {
  selected: [],
  sorts: [{ column: 'trial', direction: 'descending' }],
  filter: '',
  columnFilters: {},
  selectedOnly: false,
  language: 'en',
  layout: DEFAULT_LAYOUT,
  progressOf: 'best',
  progressBy: 'trial',
  curveMetric: undefined,
  scatter: undefined,
  zooms: { progress: undefined, scatter: undefined, curves: undefined },
  graph: undefined,
};

/** The saved choices over the initial ones; what was chosen from cells in another language is not found in this one. */
export function restoredUi(saved: Partial<UiState> | undefined, language: string): UiState {
  const ui = { ...INITIAL_UI, ...saved };
  const kept = Object.entries(ui.columnFilters).filter(
    ([, { kind }]) => kind === 'range' || ui.language === language,
  );
  return { ...ui, language, columnFilters: Object.fromEntries(kept) };
}
