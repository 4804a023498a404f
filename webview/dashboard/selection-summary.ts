import { measuredTrials, objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, plural } from '../../src/core/drawing/format';
import type { Selection } from './selection';

/** What can be said of many trials at once. */
export interface SelectionSummary {
  /** `24 trials selected, 22 measured`. */
  readonly title: string;
  /** The range of each objective: `97.1 % to 98.2 %`. */
  readonly ranges: readonly { readonly name: string; readonly value: string }[];
}

/** `undefined` for less than two trials. */
export function selectionSummary(state: RunState, selection: Selection): SelectionSummary | undefined {
  if (selection.length < 2) return undefined;
  const selected = new Set(selection);
  const measured = measuredTrials(state).filter(({ trial }) => selected.has(trial));
  const rest = measured.length === selection.length ? '' : `, ${measured.length} measured`;
  return {
    title: `${plural(selection.length, 'trial')} selected${rest}`,
    ranges: objectivesOf(state).flatMap(({ metric }) => {
      const values = measured.flatMap(({ metrics }) => metrics[metric] ?? []);
      if (values.length === 0) return [];
      const least = values.reduce((a, b) => Math.min(a, b));
      const most = values.reduce((a, b) => Math.max(a, b));
      const text = [least, most].map((value) => formatMetric(metric, value));
      const value = text[0] === text[1] ? text[0]! : `${text[0]!} to ${text[1]!}`;
      return [{ name: metricSpec(metric).title, value }];
    }),
  };
}
