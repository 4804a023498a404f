import { rankingOf } from '../comparison/compare';
import { costTable } from '../comparison/cost-table';
import { findingsOf, measureText, methodText, whenText } from '../comparison/findings';
import { orientation } from '../comparison/measure';
import { facts, lastOf } from '../comparison/report';
import type { BudgetResult, ComparisonResult } from '../comparison/result';
import { meanText, pText, scaledText, scaleOf } from '../comparison/value-text';
import { chartCard } from './chart-card';
import { comparisonCurves } from './comparison-curves';
import { dataTable } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { groupLegend } from './mean-curves';
import { pageOf } from './page';
import type { Section } from './page';

/** What a comparison of strategies has found, as one HTML document: all that the Markdown says, and curves with bands. */
export function comparisonHtml(result: ComparisonResult): string {
  const { experimentName, strategies } = result;
  const last = lastOf(result, 'evaluations');
  const sections: readonly Section[] = [
    { id: 'curves', title: 'How the searches went', body: curveSection(result) },
    ...result.budgets
      .toSorted((a, b) => a.unit.localeCompare(b.unit) || b.at - a.at)
      .map((budget, i) => ({
        id: `budget-${i}`,
        title: whenText(budget, result),
        body: budgetSection(budget, result),
      })),
    { id: 'cost', title: 'A whole search on average', body: costSection(result) },
    ...(last && last.tests.length > 0
      ? [{ id: 'tests', title: 'Tests', body: testSection(last, result) }]
      : []),
    { id: 'method', title: 'Method', body: methodSection(result) },
    {
      id: 'options',
      title: 'Strategies and experiment',
      body: html`${strategies.map(
          ({ name, options }) =>
            html`<h3 class="later">${name}</h3>
              <pre>${JSON.stringify(options, undefined, 2)}</pre>`,
        )}
        <h3 class="later">The experiment, without what the comparison decides</h3>
        <pre>${JSON.stringify(result.experiment, undefined, 2)}</pre>`,
    },
  ];
  return pageOf({
    title: `Strategies on ${experimentName}`,
    lead: last
      ? [`${whenText(last, result)}:`, ...findingsOf(last, result)].join(' ')
      : 'Nothing was tested.',
    head: html`<ul>
      ${facts(result).map((fact) => html`<li>${fact}</li>`)}
    </ul>`,
    sections,
    hasScript: false,
  });
}

function curveSection(result: ComparisonResult): Markup {
  const legend = groupLegend(result.strategies.map(({ name }) => name));
  return html`<div class="cards">${comparisonCurves(result).map((chart) => chartCard(chart, legend))}</div>`;
}

function budgetSection(budget: BudgetResult, result: ComparisonResult): Markup {
  const { strategies, measure, seeds } = result;
  const scale = scaleOf(measure, budget.values);
  const missing = budget.values.some(({ n }) => n < seeds.length);
  const unit = scale.unit === '' ? '' : ` (${scale.unit})`;
  const rows = rankingOf(budget.values, orientation(measure)).map((i) => {
    const { name } = strategies[i]!;
    const spread = budget.values[i]!;
    return [
      budget.leaders.includes(name) ? `${name} (leads)` : name,
      meanText(spread, scale),
      scaledText(spread.median, scale),
      `${scaledText(spread.q1, scale)} to ${scaledText(spread.q3, scale)}`,
      scaledText(spread.sd, scale, 1),
      ...(missing ? [`${spread.n} of ${seeds.length}`] : []),
    ];
  });
  const titles = [
    'Strategy',
    `Mean ± standard error${unit}`,
    'Median',
    'Quartiles',
    'Deviation',
    ...(missing ? ['Searches'] : []),
  ];
  return html`<p>${findingsOf(budget, result).join(' ')}</p>
    ${scrolled(whenText(budget, result), dataTable({ caption: measureText(measure), titles, rows, nWords: 1 }))}`;
}

function costSection(result: ComparisonResult): Markup {
  const { titles, rows } = costTable(result);
  const caption = 'Trials, repeats, failures and time';
  return scrolled(caption, dataTable({ caption, titles, rows, nWords: 1 }));
}

function testSection({ tests, unit, at }: BudgetResult, result: ComparisonResult): Markup {
  const caption = `${whenText({ unit, at }, result)}: every test`;
  const rows = tests.map((test) => [
    test.first,
    test.second,
    test.better ?? 'not told apart',
    test.nZero > 0 ? `${test.nZero} of ${result.seeds.length}` : '0',
    bareP(test.p),
    bareP(test.adjustedP),
  ]);
  const titles = ['First', 'Second', 'Better', 'Equal', 'p', 'p, adjusted'];
  return scrolled(caption, dataTable({ caption, titles, rows, nWords: 3 }));
}

function bareP(p: number): string {
  return pText(p).replace('p ', '').replace('= ', '');
}

const SECONDS_NOTE = {
  simulated: 'Seconds are those that the table says its measurements took; thinking is not among them.',
  measured: 'Seconds are those that measuring took on the machine; thinking is not among them.',
} as const;

function methodSection(result: ComparisonResult): Markup {
  return html`<p>${methodText(result)}</p>
    <p>
      Means are over the searches that have a value; ± is one standard error, which the bands show too.
      ${result.seconds === undefined ? undefined : SECONDS_NOTE[result.seconds]}
    </p>`;
}

function scrolled(label: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}
