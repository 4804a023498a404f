import { plural } from '../drawing/format';
import { drawnChart } from './chart';
import type { Ink } from './chart';
import { foldedTable } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import type { ChartWithTable } from './run-charts';

export interface LegendEntry {
  readonly ink: Ink;
  readonly label: string;
  readonly isDashed?: boolean;
}

/** A chart with its title, legend, remarks and numbers. */
export function chartCard(
  { chart, table, note, allIn = 'the table of trials' }: ChartWithTable,
  legend: readonly LegendEntry[] = [],
  isWide = false,
): Markup {
  const { svg, nHidden } = drawnChart(chart);
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(nHidden === 0
      ? []
      : [
          `${plural(nHidden, 'mark')} that would lie on another within 3 pixels ${nHidden === 1 ? 'is' : 'are'} not drawn; ${allIn} has all.`,
        ]),
  ];
  return html`<figure class="card${isWide ? ' wide' : ''}">
    <h3>${chart.title}</h3>
    ${svg}${legendList(legend)}${notes.map((text) => html`<p class="note">${text}</p>`)}${foldedTable(table)}
  </figure> `;
}

function legendList(entries: readonly LegendEntry[]): Markup | undefined {
  if (entries.length === 0) return undefined;
  return html`<ul class="legend">
    ${entries.map(
      ({ ink, label, isDashed }) =>
        html`<li>
          <svg width="18" height="4" aria-hidden="true">
            <path class="line ink-${ink}${isDashed === true ? ' dashed' : undefined}" d="M0 2H18" /></svg
          >${label}
        </li>`,
    )}
  </ul>`;
}
