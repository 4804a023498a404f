import * as l10n from '@vscode/l10n';
import { comparableTrials, varyingMetrics } from '../../src/core/analysis/metric-table';
import { objectivesOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { goodnessOf, hiddenAtFirst, parallelAxes, titleOf } from '../../src/core/report/parallel-axes';
import type { ParallelAxis } from '../../src/core/report/parallel-axes';
import type { Knob } from '../../src/core/space/space';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';
import type { Brush, ParallelUi } from './ui-state';

export interface ParallelPicture {
  readonly trials: readonly MeasuredTrial[];
  /** All, in order, also hidden ones. */
  readonly all: readonly Pick<ParallelAxis, 'id' | 'title'>[];
  readonly axes: readonly ParallelAxis[];
  readonly colorMetric: string | undefined;
  /** Of each trial from bad (0) to good (1), by rank, so that an outlier does not make all others one colour. */
  readonly goodness: Float64Array;
}

export function parallelPicture(state: RunState, knobs: readonly Knob[], ui: ParallelUi): ParallelPicture {
  const trials = comparableTrials(state).filter(({ genotype }) => genotype.length >= knobs.length);
  const metrics = varyingMetrics(state, trials);
  const ids = [...knobs.map(({ name }) => `knob:${name}`), ...metrics.map((name) => `metric:${name}`)];
  const ordered = [...ui.axes.filter((id) => ids.includes(id)), ...ids.filter((id) => !ui.axes.includes(id))];
  const hidden = new Set(ui.hidden ?? hiddenAtFirst(ids));
  const colorMetric = [ui.color, objectivesOf(state)[0]?.metric, metrics[0]].find(
    (name) => name !== undefined && metrics.includes(name),
  );
  return {
    trials,
    all: ordered.map((id) => ({ id, title: titleOf(id) })),
    axes: parallelAxes(
      ordered.filter((id) => !hidden.has(id)),
      knobs,
      trials,
      { isLog: (id) => ui.log.includes(id), off: l10n.t('off') },
    ),
    colorMetric,
    goodness: goodnessOf(state, trials, colorMetric),
  };
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
