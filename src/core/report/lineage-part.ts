import { lineOf } from '../analysis/lineage';
import { fidelityText } from '../journal/fidelity';
import { objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState, TrialRecord } from '../journal/run-state';
import { knobDifferences } from '../space/knob-differences';
import type { Knob, KnobValue } from '../space/space';
import { formatMetric, NOTHING, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import { dataTable } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';

/** A line of descent can be thousands long; its end is what made the best what it is. */
const MOST_STEPS = 20;
/** Two parents may differ in everything. */
const MOST_CHANGES = 6;

/** From the oldest forebear of the best trial to itself, and what each step changed; `undefined` without parents. */
export function lineagePart(
  state: RunState,
  best: MeasuredTrial,
  knobs: readonly Knob[] | string,
): Markup | undefined {
  const { trials } = state;
  const metric = objectivesOf(state)[0]?.metric;
  const line = lineOf(trials, best.trial).map((trial) => trials[trial]!);
  const oldest = line[0]!;
  if (metric === undefined || line.length < 2) return undefined;
  const steps = line.map((record, i) => ({ record, parent: line[i - 1] }));
  const shown = steps.length > MOST_STEPS ? [steps[0]!, ...steps.slice(1 - MOST_STEPS)] : steps;
  const nHidden = steps.length - shown.length;
  return html`<h3 class="later">How the best candidate came about</h3>
    <p>
      Trial ${best.trial} is ${plural(line.length - 1, 'step')} from trial ${oldest.trial}, by the first
      parent of each
      trial.${nHidden > 0 ? ` ${plural(nHidden, 'step')} after the first ${nHidden === 1 ? 'is' : 'are'} left out.` : undefined}
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Forebears of trial ${best.trial}">
      ${dataTable({
        caption: `Forebears of trial ${best.trial}, the oldest first`,
        titles: ['Trial', 'Parents', 'Made by', 'What changed', metricSpec(metric).title],
        rows: shown.map(({ record, parent }) => [
          record.trial,
          record.parents.join(', '),
          record.operator,
          changesText(knobs, parent, record),
          valueText(record, metric),
        ]),
        nWords: 4,
      })}
    </div>`;
}

/** Against the first parent: `kernel: 3 → 5`. */
function changesText(
  knobs: readonly Knob[] | string,
  parent: TrialRecord | undefined,
  record: TrialRecord,
): string {
  if (!parent || typeof knobs === 'string') return NOTHING;
  const changes = knobDifferences(knobs, parent.genotype, record.genotype);
  if (changes.length === 0) return 'nothing: the same candidate';
  const shown = changes
    .slice(0, MOST_CHANGES)
    .map(({ knob, from, to }) => `${knob}: ${knobText(from)} → ${knobText(to)}`)
    .join('; ');
  return changes.length > MOST_CHANGES ? `${shown}; and ${changes.length - MOST_CHANGES} more` : shown;
}

function knobText(value: KnobValue | undefined): string {
  return value === undefined ? 'off' : String(value);
}

function valueText(record: TrialRecord, metric: string): string {
  if (record.status !== 'measured') return record.status;
  const epochs = fidelityText(record);
  return `${formatMetric(metric, record.metrics[metric])}${epochs === undefined ? '' : ` after ${epochs}`}`;
}
