import * as l10n from '@vscode/l10n';
import { measuredTrials, objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, groupDigits } from '../../src/core/drawing/format';
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
  const count = groupDigits(String(selection.length));
  return {
    title:
      measured.length === selection.length
        ? l10n.t('{0} trials selected', count)
        : l10n.t('{0} trials selected, {1} measured', count, measured.length),
    ranges: objectivesOf(state).flatMap(({ metric }) => {
      const values = measured.flatMap(({ metrics }) => metrics[metric] ?? []);
      if (values.length === 0) return [];
      const least = values.reduce((a, b) => Math.min(a, b));
      const most = values.reduce((a, b) => Math.max(a, b));
      const [from, to] = [formatMetric(metric, least), formatMetric(metric, most)];
      const value =
        from === to
          ? from
          : l10n.t({ message: '{0} to {1}', args: [from, to], comment: ['The range of a metric'] });
      return [{ name: metricSpec(metric).title, value }];
    }),
  };
}
