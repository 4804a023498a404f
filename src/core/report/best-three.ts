import { createKnobTree } from '../space/knob-tree';
import type { Knob } from '../space/space';
import { objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { formatMetric, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import type { BuildTrial } from './candidate-section';
import { drawingOf } from './candidate-section';
import { dataTable, factList } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { byScore } from './run-charts';

const MOST = 3;
/** Candidates of a space with hundreds of knobs may differ in most of them. */
const MOST_ROWS = 30;

/** The best candidates beside each other, and the knobs that tell them apart; `undefined` of fewer than two. */
export function bestThreeSection(
  state: RunState,
  knobs: readonly Knob[] | string,
  build: BuildTrial,
): Markup | undefined {
  const seen = new Set<string>();
  const best = byScore(state)
    // One that was measured twice is still one candidate.
    .filter(({ candidate }) => !seen.has(candidate) && seen.add(candidate))
    .slice(0, MOST);
  if (best.length < 2) return undefined;
  const objectives = objectivesOf(state).map(({ metric }) => metric);
  return html`${typeof knobs === 'string' ? undefined : knobTable(best, knobs)}
    <div class="cards drawings later">
      ${best.map(
        (trial, i) =>
          html`<figure class="card">
            <h3>${i + 1}. Trial ${trial.trial}</h3>
            ${factList(
              objectives.map((metric) => ({
                name: metricSpec(metric).title,
                value: formatMetric(metric, trial.metrics[metric]),
              })),
            )}
            ${drawingOf(trial, build, 'cell', 'best')}
          </figure> `,
      )}
    </div>`;
}

function knobTable(best: readonly MeasuredTrial[], knobs: readonly Knob[]): Markup {
  const tree = createKnobTree(knobs);
  const known = best.filter(({ genotype }) => genotype.length >= knobs.length);
  const rows = knobs.flatMap(({ name, values }, knob) => {
    const texts = known.map(({ genotype }) =>
      tree.isActive(genotype, knob) ? String(values[genotype[knob]!]) : 'off',
    );
    return texts.every((text) => text === texts[0]) ? [] : [[name, ...texts]];
  });
  const rest = rows.length - MOST_ROWS;
  if (rows.length === 0)
    return html`<p>
      All ${plural(knobs.length, 'knob')} are alike: the candidates differ in what knobs do not say.
    </p>`;
  const nAlike = knobs.length - rows.length;
  const caption = `Knobs that are not alike${nAlike > 0 ? `; ${nAlike === 1 ? 'one other is' : `${nAlike} others are`}` : ''}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
      ${dataTable({
        caption,
        titles: ['Knob', ...known.map(({ trial }) => `Trial ${trial}`)],
        rows: rows.slice(0, MOST_ROWS),
        nWords: 1 + known.length,
      })}
    </div>
    ${rest > 0 ? html`<p class="note">${plural(rest, 'more knob')} that differ are left out.</p>` : undefined}`;
}
