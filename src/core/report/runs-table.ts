import { bestTrial, objectivesOf, progressOf } from '../journal/query';
import { formatMetric, formatMilliseconds, groupDigits, NOTHING } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import { dataTable } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { utcText } from './run-facts';
import type { ReportedRuns } from './runs-grouped';

/** One line a run: where it belongs, how far it came, what it found. */
export function comparedRunsTable({ runs }: ReportedRuns): Markup {
  const objectives = [
    ...new Set(runs.flatMap(({ state }) => objectivesOf(state).map(({ metric }) => metric))),
  ];
  const rows = runs.map(({ runId, experimentName, group, state }) => {
    const best = bestTrial(state);
    const { done, failed } = progressOf(state);
    return [
      runId,
      experimentName,
      group,
      state.started ? utcText(state.started.at) : NOTHING,
      String(state.started?.seed ?? NOTHING),
      `${groupDigits(String(done))}${failed > 0 ? `, ${groupDigits(String(failed))} failed` : ''}`,
      formatMilliseconds(state.activeMs),
      best ? String(best.trial) : NOTHING,
      ...objectives.map((metric) => formatMetric(metric, best?.metrics[metric])),
    ];
  });
  const titles = [
    'Run',
    'Experiment',
    'Group',
    'Began',
    'Seed',
    'Trials',
    'Running time',
    'Best trial',
    ...objectives.map((metric) => metricSpec(metric).title),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The runs">
    ${dataTable({ caption: 'Each run with its best candidate', titles, rows, nWords: 4 })}
  </div>`;
}
