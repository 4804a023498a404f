import { goalIn } from '../analysis/metric-table';
import { formatMetric, formatTick, NOTHING } from '../drawing/format';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { createKnobTree } from '../space/knob-tree';
import type { Knob } from '../space/space';
import { metricSpec } from '../trial/metric';

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

/** Below the axis. */
export const OFF = -0.07;
/** Of a space with many knobs so many are shown at first. */
const KNOBS_AT_FIRST = 8;
const METRICS_AT_FIRST = 4;
/** Lines of the same value are spread over so much of the distance between two values. */
const SPREAD = 0.36;

/** What is hidden until a person says otherwise: what would not fit. */
export function hiddenAtFirst(ids: readonly string[]): string[] {
  const knobs = ids.filter((id) => id.startsWith('knob:'));
  const metrics = ids.filter((id) => id.startsWith('metric:'));
  return [...knobs.slice(KNOBS_AT_FIRST), ...metrics.slice(METRICS_AT_FIRST)];
}

/**
 * The axis of each id, `knob:<name>` or `metric:<name>`.
 *
 * @param off what is said of a knob that is off
 */
export function parallelAxes(
  ids: readonly string[],
  knobs: readonly Knob[],
  trials: readonly MeasuredTrial[],
  { isLog, off }: { readonly isLog: (id: string) => boolean; readonly off: string },
): ParallelAxis[] {
  const tree = createKnobTree(knobs);
  return ids.map((id) => {
    const knob = knobs.findIndex(({ name }) => id === `knob:${name}`);
    if (knob < 0) return metricAxis(id, trials, isLog(id));
    const positionOf = (trial: MeasuredTrial): number | undefined =>
      tree.isActive(trial.genotype, knob) ? trial.genotype[knob] : undefined;
    return knobAxis(id, knobs[knob]!, trials, positionOf, off);
  });
}

export function titleOf(id: string): string {
  return id.startsWith('knob:') ? id.slice('knob:'.length) : metricSpec(id.slice('metric:'.length)).title;
}

function knobAxis(
  id: string,
  knob: Knob,
  trials: readonly MeasuredTrial[],
  positionOf: (trial: MeasuredTrial) => number | undefined,
  offText: string,
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
    text: (row) => text(row, offText),
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
