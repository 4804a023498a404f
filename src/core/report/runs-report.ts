import { InputError } from '../base/errors';
import { HYPERVOLUME } from '../comparison/choose-measure';
import { differencesOf } from '../comparison/differences';
import type { GroupTest } from '../comparison/group-tests';
import { leaders, ranked } from '../comparison/ranked';
import { curvesOf, comparedAt, measuredBy } from '../comparison/side-by-side';
import type { Comparison } from '../comparison/side-by-side';
import { byChoices, metricChoices } from '../comparison/side-by-side-choices';
import { meanText, pText, scaledText, scaleOf, shareText } from '../comparison/value-text';
import { formatMilliseconds, formatSigned, NOTHING, plural } from '../drawing/format';
import { chartCard } from './chart-card';
import { dataTable } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { groupLegend } from './mean-curves';
import { pageOf } from './page';
import type { Section } from './page';
import { comparedRunsTable } from './runs-table';
import { whenText, measureTitle, runsCurve } from './runs-curves';
import type { ReportedRuns } from './runs-grouped';

/**
 * Runs side by side as one HTML document: their curves by every common metric, what they have after as much as all of
 * them have done, tests, what differs between their experiments, and the runs.
 *
 * @throws InputError where they have no metric in common that can be compared
 */
export function runsHtml(runs: ReportedRuns): string {
  const { groups } = runs;
  const aims = new Set(groups.flatMap(({ objectives }) => objectives.map(({ metric }) => metric)));
  const metrics = metricChoices(runs).filter((metric) => metric === HYPERVOLUME || aims.has(metric));
  const compared = metrics.flatMap((metric) => {
    const measured = measuredBy(runs, metric);
    if (!measured) return [];
    const along = byChoices(runs).map((by) => curvesOf(runs, measured, by));
    return [{ metric, along, at: comparedAt(along[0]!, undefined) }];
  });
  const [first] = compared;
  if (!first)
    throw new InputError('', 'these runs have no metric in common, so nothing of them can be compared');
  const legend = groupLegend(groups.map(({ name }) => name));
  const sections: readonly Section[] = [
    {
      id: 'curves',
      title: 'How the runs went',
      body: html`<div class="cards">
        ${compared.flatMap(({ along }) => along.map((curves) => chartCard(runsCurve(curves), legend)))}
      </div>`,
    },
    ...compared.map(({ metric, at }) => ({
      id: `at-${metric}`,
      title: `${measureTitle(metric)} ${whenText('evaluations', at.at)}`,
      body: resultSection(at),
    })),
    ...(groups.length > 1
      ? [{ id: 'differences', title: 'What differs between the experiments', body: differenceSection(runs) }]
      : []),
    { id: 'method', title: 'Method', body: METHOD },
    { id: 'runs', title: 'The runs', body: comparedRunsTable(runs) },
  ];
  return pageOf({
    title: titleOf(runs),
    lead: leadText(first.at),
    head: html`<ul>
      <li>
        ${plural(runs.runs.length, 'run')} in ${plural(groups.length, 'group')}: runs that differ by their
        seeds alone are one
      </li>
      ${first.metric === HYPERVOLUME ? html`<li>Hypervolumes are shares of what the front of all these runs dominates</li>` : undefined}
    </ul>`,
    sections,
    hasScript: false,
  });
}

const METHOD = html`<p>
    A seed counts once in a group, with the mean of its searches. Groups are compared after as many full
    measurements as every run has made. ± is one standard error, which the bands show too.
  </p>
  <p>
    Groups with common seeds: Wilcoxon's signed-rank test; others: the rank-sum test of Mann and Whitney. Both
    two-sided, p adjusted by Holm, level 0.05. Effect: rank-biserial correlation, 1 where the first is always
    better, −1 where the second is.
  </p>`;

function titleOf({ runs }: ReportedRuns): string {
  const names = [...new Set(runs.map(({ experimentName }) => experimentName))];
  return names.length === 1 ? `Runs of ${names[0]!}` : 'Runs side by side';
}

/** What the tests say, in one sentence. */
function leadText(at: Comparison): string {
  const first = leaders(at);
  const [best] = first;
  if (best?.value.mean === undefined) return 'No run has a value yet.';
  const scale = scaleOf(at.measure, [best.value]);
  const mean = `${scaledText(best.value.mean, scale)}${scale.unit === '' ? '' : ` ${scale.unit}`}`;
  const when = whenText('evaluations', at.at);
  const begin = `${when[0]!.toUpperCase()}${when.slice(1)},`;
  if (first.length > 1)
    return `${begin} these share the best mean, ${mean}: ${first.map(({ name }) => name).join(', ')}.`;
  const lead = `${begin} ${best.name} has the best mean, ${mean}`;
  if (at.groups.length < 2) return `${lead}.`;
  const own = at.tests.filter(
    (test) => test.kind !== 'too few' && (test.first === best.name || test.second === best.name),
  );
  if (own.length === 0)
    return `${lead}. There are too few seeds for a test: 6 in common, or 4 and 4 of any, are the least.`;
  const beaten = own.filter((test) => test.kind !== 'too few' && test.better === best.name).length;
  if (beaten === 0)
    return `${lead}, but no test tells it apart from ${own.length === 1 ? 'the other one' : 'the others'}.`;
  return `${lead}; the tests tell it apart from ${beaten === own.length ? 'all' : `${beaten} of ${own.length}`} that could be tested.`;
}

function resultSection(at: Comparison): Markup {
  const scale = scaleOf(
    at.measure,
    at.groups.map(({ value }) => value),
  );
  const unit = scale.unit === '' ? '' : ` (${scale.unit})`;
  const rows = ranked(at).map((group) => [
    group.name,
    meanText(group.value, scale),
    scaledText(group.value.median, scale),
    `${scaledText(group.value.q1, scale)} to ${scaledText(group.value.q3, scale)}`,
    `${group.value.n} of ${group.nSeeds}`,
    shareText(group.repeats.mean),
    shareText(group.failed.mean),
    group.seconds.mean === undefined ? NOTHING : formatMilliseconds(group.seconds.mean * 1000),
  ]);
  const titles = [
    'Group',
    `Mean ± standard error${unit}`,
    'Median',
    'Quartiles',
    'Seeds with a value',
    'Repeated',
    'Failed',
    'Whole search',
  ];
  const caption = `Groups ${whenText('evaluations', at.at)}`;
  return html`${scrolled(caption, dataTable({ caption, titles, rows, nWords: 1 }))}
  ${at.tests.length > 0 ? testTable(at.tests) : undefined}`;
}

function testTable(tests: readonly GroupTest[]): Markup {
  const rows = tests.map((test) => {
    const sizes = test.nFirst === test.nSecond ? `${test.nFirst} each` : `${test.nFirst} and ${test.nSecond}`;
    if (test.kind === 'too few') return [test.first, test.second, 'too few seeds', sizes, NOTHING, NOTHING];
    return [
      test.first,
      test.second,
      test.better ?? 'not told apart',
      `${test.kind}, ${sizes}`,
      pText(test.adjustedP).replace('p ', '').replace('= ', ''),
      formatSigned(test.effect),
    ];
  });
  const titles = ['First', 'Second', 'Better', 'Test, seeds', 'p, adjusted', 'Effect'];
  const caption = 'Tests of each group with each';
  return html`<div class="later">${scrolled(caption, dataTable({ caption, titles, rows, nWords: 4 }))}</div>`;
}

function differenceSection({ groups }: ReportedRuns): Markup {
  const differences = differencesOf(groups.map(({ experiment }) => experiment));
  if (differences.length === 0) return html`<p>The experiments are the same.</p>`;
  const caption = 'Keys whose values are not the same everywhere';
  const titles = ['Key', ...groups.map(({ name }) => name)];
  const rows = differences.map(({ key, values }) => [key, ...values.map((value) => value ?? NOTHING)]);
  return scrolled(caption, dataTable({ caption, titles, rows, nWords: titles.length }));
}

function scrolled(label: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}
