import * as l10n from '@vscode/l10n';
import type { ParallelAxis } from '../../src/core/report/parallel-axes';
import type { Brush, BrushValues } from './ui-state';

/** Where the brushes of the axes in sight are drawn: what lies beyond an axis is cut off. */
export function placedBrushes(
  axes: readonly ParallelAxis[],
  brushes: Readonly<Record<string, BrushValues>>,
): Readonly<Record<string, Brush>> {
  return Object.fromEntries(
    axes.flatMap((axis): [string, Brush][] => {
      const values = brushes[axis.id];
      return values ? [[axis.id, [within(axis.placeOf(values[0])), within(axis.placeOf(values[1]))]]] : [];
    }),
  );
}

export function brushValues(axis: ParallelAxis, [low, high]: Brush): BrushValues {
  return [axis.valueAt(low), axis.valueAt(high)];
}

/** The part that is brushed, as it is read aloud: of a metric its values, of a knob all of them. */
export function brushText({ valueText, ticks }: ParallelAxis, [low, high]: Brush): string {
  if (valueText) return l10n.t('{0} to {1}', valueText(low), valueText(high));
  const inside = ticks.filter(({ at }) => at >= low - 1e-9 && at <= high + 1e-9);
  return inside.map(({ text }) => text).join(', ') || l10n.t('no value');
}

function within(place: number): number {
  return Math.max(0, Math.min(1, place));
}
