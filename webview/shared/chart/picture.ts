import type { Unit } from '../../../src/core/trial/metric';
import type { Range } from './range';

export interface XY {
  readonly x: number;
  readonly y: number;
}

/** What an axis counts; the page names it beside the chart. */
export interface Axis {
  readonly unit: Unit;
  readonly log: boolean;
  /** Only whole numbers are written at the axis. */
  readonly whole?: boolean;
}

export interface PlotLine {
  readonly points: readonly XY[];
  /** A trial's own colour, or the neutral one of summaries. */
  readonly color: { readonly trial: number } | 'foreground';
  readonly dashed?: boolean;
  /** Beside the others, for comparison. */
  readonly thin?: boolean;
  /** One of many behind the others. */
  readonly pale?: boolean;
}

/** One mark that can be pointed at. */
export interface PlotPoint extends XY {
  readonly trial: number;
  /** Behind the others and pale: dominated, infeasible. */
  readonly faint: boolean;
  /** Drawn hollow: it breaks a limit. */
  readonly infeasible?: boolean;
  /** No ring when its trial is selected: another point of the same trial has it. */
  readonly ringless?: boolean;
  /** How unsure x is, in its units: drawn as a bar to both sides. */
  readonly spread?: number;
  /** What the tooltip says after the trial's name; made when it is asked for. */
  readonly text: () => string;
}

/** A part of a chart that was zoomed to, in values of its axes. */
export interface PlotZoom {
  readonly x: Range;
  readonly y: Range;
}

/** All that a chart shows, as plain values. */
export interface PlotPicture {
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly PlotLine[];
  readonly points: readonly PlotPoint[];
  /** What a sighted person sees at a glance, in words. */
  readonly summary: string;
  /** What is not shown, said beside the chart. */
  readonly note?: string | undefined;
  /** Instead of an empty chart. */
  readonly nothing: string;
}
