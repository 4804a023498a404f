import type { Importance } from '../analysis/knob-importance';
import { formatMetric, groupDigits } from '../drawing/format';
import type { Knob } from '../space/space';
import { metricSpec } from '../trial/metric';
import { html } from './markup';
import type { Markup } from './markup';

const MOST_KNOBS = 3;

/** What the forest foretells for each value of the knobs that decide most: a mark at the mean, a line as wide as the spread. */
export function marginalTables({ knobs: found }: Importance, knobs: readonly Knob[], metric: string): Markup {
  return html`<div class="cards drawings later">
    ${found.slice(0, MOST_KNOBS).map(({ knob, marginal, counts }) => {
      const { name, values } = knobs[knob]!;
      const low = Math.min(...marginal.map(({ mean, sd }) => mean - sd));
      const high = Math.max(...marginal.map(({ mean, sd }) => mean + sd));
      const at = (value: number): string => ((100 * (value - low)) / (high - low || 1)).toFixed(1);
      return html`<div class="card">
        <table class="bars marginals">
          <caption>
            ${metricSpec(metric).title} by ${name}
          </caption>
          <thead>
            <tr>
              <th scope="col">${name}</th>
              <th scope="col" class="number">Foretold</th>
              <td></td>
              <th scope="col" class="number">Trials</th>
            </tr>
          </thead>
          <tbody>
            ${marginal.map(
              ({ mean, sd }, position) =>
                html`<tr>
                  <th scope="row">${String(values[position])}</th>
                  <td class="number">${formatMetric(metric, mean)}</td>
                  <td class="bar">
                    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      <path class="axis" d="M${at(mean - sd)} 5H${at(mean + sd)}" />
                      <rect x="${at(mean)}" width="2" height="10" />
                    </svg>
                  </td>
                  <td class="number">${groupDigits(String(counts[position]))}</td>
                </tr> `,
            )}
          </tbody>
        </table>
      </div> `;
    })}
  </div>`;
}
