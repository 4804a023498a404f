import type { RunState } from '../../src/core/journal/run-state';
import type { Knob } from '../../src/core/space/space';
import type { PlotZoom } from '../shared/chart/picture';
import type { Theme } from '../shared/theme';
import type { UiState } from './ui-state';

/** The run as the sections see it. */
export interface RunData {
  readonly state: RunState;
  /** `undefined` until the host has said, or when it cannot. */
  readonly knobs: readonly Knob[] | undefined;
  /** Why there are no knobs. */
  readonly knobsProblem: string | undefined;
  /** Grows with every trial that ends, and with every new snapshot. */
  readonly version: number;
  /** Nothing has come yet, or trials go on coming. */
  readonly isLive: boolean;
}

/** What a section may ask of the page. */
export interface SectionTools {
  readonly theme: Theme;
  /** @param change by what is chosen now, where a part of a choice stays: what is drawn may be a frame behind */
  choose(change: Partial<UiState> | ((now: UiState) => Partial<UiState>)): void;
  pick(trial: number, add: boolean): void;
  /** What a click, a key or a rectangle in a chart means. */
  pickMany(trials: readonly number[], how: 'only' | 'toggle' | 'add'): void;
  select(trials: readonly number[]): void;
  open(trials: readonly number[]): void;
  copy(text: string, said: string): void;
  save(name: string, content: string, encoding: 'utf8' | 'base64'): void;
  /** Remembers a chart's zoom; `undefined` shows everything. */
  zoom(shows: string, zoom: PlotZoom | undefined): void;
  /** Tells in the banner why it failed. */
  attempt(work: Promise<unknown>): void;
  say(sentence: string): void;
  /** Draws this section anew: an analysis has an answer. */
  refresh(): void;
  curves(metric: string): Promise<readonly (readonly (number | null)[])[]>;
}

/** One tab of the panel. Only the one in sight is drawn and has analyses made. */
export interface Section {
  readonly element: HTMLElement;
  show(data: RunData, ui: UiState): void;
  setSelected(selected: ReadonlySet<number>): void;
  setTheme(theme: Theme): void;
}
