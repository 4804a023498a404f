import * as l10n from '@vscode/l10n';
import type { PlotZoom } from '../shared/chart/picture';

/** Raised with every change of meaning; a saved state of another version is dropped. */
export const UI_VERSION = 2;

export const SECTIONS = [
  { id: 'correlation', title: l10n.t('Correlation') },
  { id: 'importance', title: l10n.t('Knob importance') },
  { id: 'parallel', title: l10n.t('Parallel coordinates') },
  { id: 'lineage', title: l10n.t('Lineage') },
  { id: 'forecast', title: l10n.t('Predictor') },
  { id: 'landscape', title: l10n.t('Landscape') },
  { id: 'weights', title: l10n.t('Architecture weights') },
] as const;

export type SectionId = (typeof SECTIONS)[number]['id'];

/** A part of an axis of parallel coordinates, as shares of its length from the bottom. */
export type Brush = readonly [low: number, high: number];

/** What a brush keeps, ends included: values of a metric, so that a range that grows changes nothing; shares of a knob's axis. */
export type BrushValues = readonly [low: number, high: number];

export interface ParallelUi {
  /** Ids in order; those that are new are put at the end. */
  readonly axes: readonly string[];
  /** `undefined` hides what would not fit. */
  readonly hidden: readonly string[] | undefined;
  readonly log: readonly string[];
  readonly brushes: Readonly<Record<string, BrushValues>>;
  /** A metric; `undefined` follows the first objective. */
  readonly color: string | undefined;
}

/** How far the tree is zoomed in, and moved as shares of the window's sides, which may be others after a reload. */
export interface LineageZoom {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** What a person has chosen; it survives a reload of the window. What is `undefined` follows the run. */
export interface UiState {
  readonly section: SectionId;
  readonly selected: readonly number[];
  readonly pair: { readonly x?: string; readonly y?: string };
  readonly curveMetric: string | undefined;
  readonly importance: { readonly metric?: string; readonly knob?: string };
  readonly parallel: ParallelUi;
  readonly landscape: {
    readonly first?: string;
    readonly second?: string;
    readonly show: 'mean' | 'sd' | 'improvement';
  };
  readonly weights: {
    readonly network?: string;
    readonly decision?: string;
    /** `undefined` is the newest, which is followed. */
    readonly step?: number | undefined;
  };
  /** Of charts, by what they show. */
  readonly zooms: Readonly<Record<string, PlotZoom>>;
  readonly lineage: LineageZoom;
}

export const INITIAL_UI: UiState = {
  section: 'correlation',
  selected: [],
  pair: {},
  curveMetric: undefined,
  importance: {},
  parallel: { axes: [], hidden: undefined, log: [], brushes: {}, color: undefined },
  landscape: { show: 'mean' },
  weights: {},
  zooms: {},
  lineage: { zoom: 1, x: 0, y: 0 },
};

/** The saved choices over the initial ones. */
export function restoredUi(saved: Partial<UiState> | undefined): UiState {
  return { ...INITIAL_UI, ...saved };
}
