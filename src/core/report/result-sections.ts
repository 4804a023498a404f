import { failureGroups } from '../journal/failure-groups';
import { objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import { retrainedMetrics, shownDeviation, spreadOf } from '../journal/retrained';
import type { Retrained, RunState } from '../journal/run-state';
import { formatMetric, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import type { BuildTrial } from './candidate-section';
import { drawingOf, originText } from './candidate-section';
import { dataTable, factList } from './data-table';
import { evenly } from './evenly';
import { html } from './markup';
import type { Markup } from './markup';

/** More drawings would make a long document without telling more. */
const MOST_DRAWN = 8;

/** The candidates of the front, drawn, along the front from one end to the other. */
export function frontSection(state: RunState, front: readonly MeasuredTrial[], build: BuildTrial): Markup {
  const objectives = objectivesOf(state).map(({ metric }) => metric);
  const second = objectives[1]!;
  const sorted = front.toSorted((a, b) => a.metrics[second]! - b.metrics[second]! || a.trial - b.trial);
  const drawn = evenly(sorted, MOST_DRAWN);
  const note =
    drawn.length < front.length
      ? html`<p>
          ${drawn.length} of ${plural(front.length, 'candidate')} are drawn, from one end of the front to the
          other; all are in the tables.
        </p>`
      : undefined;
  return html`${note}
    <div class="cards drawings">
      ${drawn.map(
        (trial) =>
          html`<figure class="card">
            <h3>Trial ${trial.trial}</h3>
            ${factList(
              objectives.map((metric) => ({
                name: metricSpec(metric).title,
                value: formatMetric(metric, trial.metrics[metric]),
              })),
            )}
            <p class="note">${originText(trial)}</p>
            ${drawingOf(trial, build, 'cell')}
          </figure> `,
      )}
    </div>`;
}

/** Test results of candidates that were trained anew: mean and deviation over seeds. */
export function retrainedSection(state: RunState): Markup {
  const metrics = retrainedMetrics(state);
  const done = state.retrained.filter(({ seeds }) => seeds.length > 0);
  const failed = state.retrained.flatMap(({ trial, failed: seeds }) =>
    seeds.map(({ seed, code, reason }) => `Trial ${trial}, seed ${seed}: ${code}: ${reason}`),
  );
  return html`<p>
      Trained from scratch on the training and the validation examples, with several seeds, and tested once
      each. ± is the standard deviation over the seeds.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Retrained candidates">
      ${dataTable({
        caption: 'Retrained candidates',
        titles: ['Trial', 'Seeds', 'Epochs', ...metrics.map((metric) => metricSpec(metric).title)],
        rows: done.map((one) => [
          one.trial,
          one.seeds.length,
          one.epochs,
          ...metrics.map((metric) => spreadText(metric, one)),
        ]),
      })}
    </div>
    ${failed.length === 0 ? undefined : html`<p class="note">Could not be trained: ${failed.join('; ')}.</p>`}`;
}

/** `97.50 % ± 0.31 %`; without the deviation for one seed. */
function spreadText(metric: string, retrained: Retrained): string {
  const spread = spreadOf(retrained, metric);
  if (!spread) return '–';
  const mean = formatMetric(metric, spread.mean);
  return spread.deviation === undefined
    ? mean
    : `${mean} ± ${formatMetric(metric, shownDeviation(metric, spread.deviation))}`;
}

const MOST_CAUSES = 30;

/** Why trials failed, the commonest cause first, with bars. */
export function failureSection(state: RunState): Markup {
  const groups = failureGroups(state);
  const most = groups[0]?.trials.length ?? 1;
  const rows = groups.slice(0, MOST_CAUSES).map(
    ({ cause, trials }) =>
      html`<tr>
        <th scope="row">${cause}</th>
        <td class="number">${trials.length}</td>
        <td class="bar">
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width="${((100 * trials.length) / most).toFixed(1)}" height="10" />
          </svg>
        </td>
        <td>${trialsText(trials)}</td>
      </tr> `,
  );
  const rest = groups.length - rows.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Failures by cause">
      <table class="bars">
        <caption>
          Failures by cause; # stands for a number
        </caption>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col" class="number">Trials</th>
            <td></td>
            <th scope="col">Which</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="note">${plural(rest, 'rarer cause')} are in the table of trials.</p>` : undefined}`;
}

function trialsText(trials: readonly number[]): string {
  const shown = trials.slice(0, 12).join(', ');
  return trials.length > 12 ? `${shown} and ${trials.length - 12} more` : shown;
}
