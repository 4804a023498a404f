import * as l10n from '@vscode/l10n';
import { comparableTrials, goalIn, varyingMetrics } from '../../src/core/analysis/metric-table';
import { objectivesOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { createKnobTree } from '../../src/core/space/knob-tree';
import type { Knob } from '../../src/core/space/space';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, formatTick, NOTHING } from '../../src/core/drawing/format';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';
import type { Brush, ParallelUi } from './ui-state';

/** One vertical axis. */
export interface ParallelAxis {
  readonly id: string;
  readonly title: string;
  readonly isKnob: boolean;
  readonly isLog: boolean;
  /** All values are above zero. */
  readonly canLog: boolean;
  /** Places in [0, 1] from the bottom. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Of each trial, in [0, 1]; `OFF` where the knob is off, NaN where nothing is known. */
  readonly places: Float64Array;
  /** Of a metric's value; outside [0, 1] beyond the axis. What a brush keeps of a knob are places already. */
  placeOf(value: number): number;
  /** @param place in [0, 1] */
  valueAt(place: number): number;
  /** The value at a place with its unit, of a metric; nothing of a knob, whose ticks say more. */
  readonly valueText: ((place: number) => string) | undefined;
  text(row: number): string;
  /** As in a file. */
  written(row: number): string;
}

export interface ParallelPicture {
  readonly trials: readonly MeasuredTrial[];
  /** All, in order, also hidden ones. */
  readonly all: readonly Pick<ParallelAxis, 'id' | 'title'>[];
  readonly axes: readonly ParallelAxis[];
  readonly colorMetric: string | undefined;
  /** Of each trial from bad (0) to good (1), by rank, so that an outlier does not make all others one colour. */
  readonly goodness: Float64Array;
}

/** Below the axis. */
export const OFF = -0.07;
/** Of a space with many knobs so many are shown at first. */
const KNOBS_AT_FIRST = 8;
const METRICS_AT_FIRST = 4;
/** Lines of the same value are spread over so much of the distance between two values. */
const SPREAD = 0.36;

export function parallelPicture(state: RunState, knobs: readonly Knob[], ui: ParallelUi): ParallelPicture {
  const trials = comparableTrials(state).filter(({ genotype }) => genotype.length >= knobs.length);
  const metrics = varyingMetrics(state, trials);
  const ids = [...knobs.map(({ name }) => `knob:${name}`), ...metrics.map((name) => `metric:${name}`)];
  const ordered = [...ui.axes.filter((id) => ids.includes(id)), ...ids.filter((id) => !ui.axes.includes(id))];
  const hidden = new Set(ui.hidden ?? hiddenAtFirst(ids));
  const colorMetric = [ui.color, objectivesOf(state)[0]?.metric, metrics[0]].find(
    (name) => name !== undefined && metrics.includes(name),
  );
  const tree = createKnobTree(knobs);
  return {
    trials,
    all: ordered.map((id) => ({ id, title: titleOf(id) })),
    axes: ordered
      .filter((id) => !hidden.has(id))
      .map((id) => {
        const knob = knobs.findIndex(({ name }) => id === `knob:${name}`);
        return knob >= 0
          ? knobAxis(id, knobs[knob]!, trials, (trial) =>
              tree.isActive(trial.genotype, knob) ? trial.genotype[knob] : undefined,
            )
          : metricAxis(id, trials, ui.log.includes(id));
      }),
    colorMetric,
    goodness: goodnessOf(state, trials, colorMetric),
  };
}

/** What is hidden until a person says otherwise: what would not fit. */
export function hiddenAtFirst(ids: readonly string[]): string[] {
  const knobs = ids.filter((id) => id.startsWith('knob:'));
  const metrics = ids.filter((id) => id.startsWith('metric:'));
  return [...knobs.slice(KNOBS_AT_FIRST), ...metrics.slice(METRICS_AT_FIRST)];
}

function titleOf(id: string): string {
  return id.startsWith('knob:') ? id.slice('knob:'.length) : metricSpec(id.slice('metric:'.length)).title;
}

function knobAxis(
  id: string,
  knob: Knob,
  trials: readonly MeasuredTrial[],
  positionOf: (trial: MeasuredTrial) => number | undefined,
): ParallelAxis {
  const steps = Math.max(1, knob.values.length - 1);
  const positions = trials.map(positionOf);
  const text = (row: number, off: string): string => {
    const position = positions[row];
    return position === undefined ? off : String(knob.values[position]);
  };
  return {
    id,
    title: titleOf(id),
    isKnob: true,
    isLog: false,
    canLog: false,
    ticks: knob.values.map((value, position) => ({ at: position / steps, text: String(value) })),
    places: Float64Array.from(positions, (position, row) =>
      position === undefined ? OFF : spreadPlace(position, steps, trials[row]!.trial),
    ),
    placeOf: (place) => place,
    valueAt: (place) => place,
    valueText: undefined,
    text: (row) => text(row, l10n.t('off')),
    written: (row) => text(row, 'off'),
  };
}

/** Within the axis, at a place that belongs to the trial. */
function spreadPlace(position: number, steps: number, trial: number): number {
  // The golden ratio spreads consecutive numbers evenly.
  const aside = ((trial * 0.6180339887) % 1) - 0.5;
  return Math.max(0, Math.min(1, (position + SPREAD * aside) / steps));
}

function metricAxis(id: string, trials: readonly MeasuredTrial[], wantsLog: boolean): ParallelAxis {
  const name = id.slice('metric:'.length);
  const values = Float64Array.from(trials, ({ metrics }) => metrics[name] ?? Number.NaN);
  const known = values.filter(Number.isFinite);
  const low = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const canLog = low > 0;
  const isLog = wantsLog && canLog;
  const scale = isLog ? Math.log : (value: number) => value;
  const back = isLog ? Math.exp : (value: number) => value;
  const range = scale(high) - scale(low) || 1;
  const placeOf = (value: number): number =>
    isLog && value <= 0 ? Number.NEGATIVE_INFINITY : (scale(value) - scale(low)) / range;
  // The ends exactly: what lies on them is within a brush that reaches them.
  const valueAt = (place: number): number =>
    place <= 0 ? low : place >= 1 ? high : back(scale(low) + place * range);
  const { unit } = metricSpec(name);
  const text = (row: number): string =>
    Number.isFinite(values[row]) ? formatMetric(name, values[row]) : NOTHING;
  return {
    id,
    title: titleOf(id),
    isKnob: false,
    isLog,
    canLog,
    ticks:
      known.length === 0
        ? []
        : [0, 0.25, 0.5, 0.75, 1].map((at) => ({
            at,
            text: formatTick(unit, Number(valueAt(at).toPrecision(3))),
          })),
    places: values.map(placeOf),
    placeOf,
    valueAt,
    valueText: (place) => formatMetric(name, valueAt(place)),
    text,
    written: text,
  };
}

/** By rank in the better direction; equals share the place of the first. */
export function goodnessOf(
  state: RunState,
  trials: readonly MeasuredTrial[],
  metric: string | undefined,
): Float64Array {
  if (metric === undefined) return new Float64Array(trials.length).fill(0.5);
  const sign = goalIn(state, metric) === 'maximize' ? 1 : -1;
  const values = Float64Array.from(trials, ({ metrics }) => sign * (metrics[metric] ?? Number.NaN));
  const sorted = values.filter(Number.isFinite).sort();
  const last = Math.max(1, sorted.length - 1);
  return values.map((value) => (Number.isFinite(value) ? firstAtLeast(sorted, value) / last : 0));
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of each trial 1 where it lies within the brush of every axis in sight. */
export function keptBy(picture: ParallelPicture, brushes: ParallelUi['brushes']): Uint8Array {
  const kept = new Uint8Array(picture.trials.length).fill(1);
  for (const axis of picture.axes) {
    const brush = brushes[axis.id];
    if (!brush) continue;
    const [low, high] = [axis.placeOf(brush[0]), axis.placeOf(brush[1])];
    for (let row = 0; row < kept.length; row++) {
      const place = axis.places[row]!;
      if (!(place >= low && place <= high)) kept[row] = 0;
    }
  }
  return kept;
}

/** What a key makes of a brush; `undefined` clears it, `null` is a key that does nothing. */
export function brushAfter(
  key: string,
  isLarge: boolean,
  brush: Brush | undefined,
  axis: ParallelAxis,
): Brush | undefined | null {
  const step = axis.isKnob ? 1 / Math.max(1, axis.ticks.length - 1) : 0.05;
  const [low, high] = brush ?? (axis.isKnob ? [1 - step / 2, 1] : [0.75, 1]);
  switch (key) {
    case 'ArrowUp':
      if (!brush) return [low, high];
      return isLarge ? [low, Math.min(1, high + step)] : moved(low, high, Math.min(step, 1 - high));
    case 'ArrowDown':
      if (!brush) return [0, high - low];
      return isLarge ? [low, Math.max(low + step / 2, high - step)] : moved(low, high, -Math.min(step, low));
    case 'Delete':
    case 'Backspace':
      return undefined;
    default:
      return null;
  }
}

function moved(low: number, high: number, by: number): Brush {
  return [low + by, high + by];
}

/** The order of all axes after one was put before the place of another. */
export function reordered(ids: readonly string[], id: string, to: number): string[] {
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

export function parallelTable({ trials, axes }: ParallelPicture, kept: Uint8Array): TableData {
  return {
    columns: [
      { title: l10n.t('Trial'), name: 'Trial', align: 'end' },
      ...axes.map(({ title, isKnob }) => ({ title, align: isKnob ? ('start' as const) : ('end' as const) })),
    ],
    ...rowsOf(
      trials.flatMap((_, row) => (kept[row] === 1 ? [row] : [])),
      (row) => [String(trials[row]!.trial), ...axes.map((axis) => axis.text(row))],
      (row) => [String(trials[row]!.trial), ...axes.map((axis) => axis.written(row))],
    ),
  };
}

/** The best of the kept by the colour's metric, the best last: what a selection can hold. */
export function bestKept({ trials, goodness }: ParallelPicture, kept: Uint8Array, most: number): number[] {
  return linesInOrder({ goodness }, kept)
    .slice(0, most)
    .reverse()
    .map((row) => trials[row]!.trial);
}

/** The rows of the kept, from good to bad by the colour's metric. */
export function linesInOrder({ goodness }: Pick<ParallelPicture, 'goodness'>, kept: Uint8Array): number[] {
  return [...kept.keys()].filter((row) => kept[row] === 1).sort((a, b) => goodness[b]! - goodness[a]!);
}
