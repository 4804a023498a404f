import { rankingOf } from './compare';
import { costTable } from './cost-table';
import { findingsOf, measureText, methodText, referenceText, tooFewSeedsText, whenText } from './findings';
import { orientation } from './measure';
import type { BudgetResult, ComparisonResult, PairTest } from './result';
import type { BudgetUnit } from './step-function';
import { budgetText, meanText, pText, scaledText, scaleOf } from './value-text';

/** Tests that a report lists; more are in the files only. */
const MOST_TESTS = 45;

/** A file of the comparison, for the list at the end. */
export interface ReportedFile {
  readonly name: string;
  readonly what: string;
}

/** What a comparison has found, as a Markdown document. */
export function markdownReport(result: ComparisonResult, files: readonly ReportedFile[]): string {
  const last = lastOf(result, 'evaluations');
  return [
    `# Strategies on ${escaped(result.experimentName)}`,
    '',
    ...(last
      ? [`**${escaped([`${whenText(last, result)}:`, ...findingsOf(last, result)].join(' '))}**`, '']
      : []),
    ...facts(result).map((fact) => `- ${escaped(fact)}`),
    ...result.budgets
      .toSorted((a, b) => a.unit.localeCompare(b.unit) || b.at - a.at)
      .flatMap((budget) => budgetSection(budget, result)),
    ...costSection(result),
    ...testSection(last, result),
    '',
    '## Method',
    '',
    escaped(methodText(result)),
    'Means are over the searches that have a value; ± is one standard error. Names in bold lead.',
    ...(result.seconds === undefined ? [] : [SECONDS_NOTE[result.seconds]]),
    '',
    '## Files',
    '',
    ...files.map(({ name, what }) => `- [${escaped(name)}](${encodeURI(name)}): ${what}`),
    '',
  ].join('\n');
}

const SECONDS_NOTE = {
  simulated: 'Seconds are those that the table says its measurements took; thinking is not among them.',
  measured: 'Seconds are those that measuring took on this machine; thinking is not among them.',
} as const;

/** The largest budget of a unit. */
export function lastOf({ budgets }: ComparisonResult, unit: BudgetUnit): BudgetResult | undefined {
  return budgets.findLast((budget) => budget.unit === unit);
}

/** What was compared, one fact a line. */
export function facts(result: ComparisonResult): string[] {
  const { strategies, seeds, budget, measure, bestPossible } = result;
  const reference = referenceText(result);
  const tooFew = tooFewSeedsText(result);
  const scale = scaleOf(measure, bestPossible === undefined ? [] : [{ n: 1, mean: bestPossible }]);
  const best =
    bestPossible === undefined
      ? ''
      : `; the best of the table has ${scaledText(bestPossible, scale)}${unitText(scale.unit)}`;
  return [
    `${strategies.length} strategies, ${seedsText(seeds)}, ${budgetText('evaluations', budget)} each`,
    `${measureText(measure)}${best}`,
    ...(reference === undefined ? [] : [`Reference point: ${reference}`]),
    ...exhaustedFacts(result),
    ...(tooFew === undefined ? [] : [tooFew]),
  ];
}

function exhaustedFacts({ strategies, seeds }: ComparisonResult): string[] {
  return strategies
    .filter(({ nExhausted }) => nExhausted > 0)
    .map(({ name, nExhausted }) => {
      const which =
        nExhausted === seeds.length ? 'every search' : `${nExhausted} of ${seeds.length} searches`;
      return `${name} had nothing left to propose before the budget was spent, in ${which}`;
    });
}

/** `100 seeds (1 to 100)`. */
export function seedsText(seeds: readonly number[]): string {
  const [first] = seeds;
  const last = seeds.at(-1);
  if (first === undefined || last === undefined) return 'no seeds';
  if (seeds.length === 1) return `1 seed (${first})`;
  const inRow = last - first === seeds.length - 1;
  return `${seeds.length} seeds${inRow ? ` (${first} to ${last})` : ''}`;
}

function budgetSection(budget: BudgetResult, result: ComparisonResult): string[] {
  const { strategies, measure, seeds } = result;
  const scale = scaleOf(measure, budget.values);
  const order = rankingOf(budget.values, orientation(measure));
  const missing = budget.values.some(({ n }) => n < seeds.length);
  const rows = order.map((i) => {
    const spread = budget.values[i]!;
    const name = escaped(strategies[i]!.name);
    return [
      budget.leaders.includes(strategies[i]!.name) ? `**${name}**` : name,
      meanText(spread, scale),
      scaledText(spread.median, scale),
      `${scaledText(spread.q1, scale)} to ${scaledText(spread.q3, scale)}`,
      scaledText(spread.sd, scale, 1),
      ...(missing ? [`${spread.n} of ${seeds.length}`] : []),
    ];
  });
  const unit = unitText(scale.unit) === '' ? '' : ` (${scale.unit})`;
  return [
    '',
    `## ${whenText(budget, result)}`,
    '',
    escaped(findingsOf(budget, result).join(' ')),
    '',
    ...table(
      ['Strategy', `Mean${unit}`, 'Median', 'Quartiles', 'Deviation', ...(missing ? ['Searches'] : [])],
      rows,
    ),
  ];
}

function costSection(result: ComparisonResult): string[] {
  const { titles, rows } = costTable(result);
  const lines = rows.map(([name, ...cells]) => [escaped(name!), ...cells]);
  return ['', '## A whole search on average', '', ...table(titles, lines)];
}

function testSection(last: BudgetResult | undefined, result: ComparisonResult): string[] {
  if (!last || last.tests.length === 0) return [];
  const lead = last.leaders[0];
  const listed =
    last.tests.length <= MOST_TESTS
      ? last.tests
      : last.tests.filter(({ first, second }) => first === lead || second === lead);
  const rows = listed.map((test) => [
    escaped(test.first),
    escaped(test.second),
    wins(test),
    test.nZero > 0 ? `${test.nZero} of ${result.seeds.length}` : '0',
    pText(test.p).replace('p ', '').replace('= ', ''),
    pText(test.adjustedP).replace('p ', '').replace('= ', ''),
  ]);
  return [
    '',
    `## Tests ${whenText(last, result).toLowerCase()}`,
    '',
    ...table(['First', 'Second', 'Better', 'Equal', 'p', 'p, adjusted'], rows, 3),
    ...(listed.length < last.tests.length ? ['', 'Those of the first; all are in the files.'] : []),
  ];
}

function wins({ better }: PairTest): string {
  return better === undefined ? 'not told apart' : escaped(better);
}

function unitText(unit: string): string {
  return unit === '' ? '' : ` ${unit}`;
}

/** Padded, so that the text reads well as it is; numbers are on the right. */
function table(titles: readonly string[], rows: readonly (readonly string[])[], nNames = 1): string[] {
  const widths = titles.map((title, c) => Math.max(3, title.length, ...rows.map((row) => row[c]!.length)));
  const padded = (cell: string, c: number): string =>
    c < nNames ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!);
  const line = (cells: readonly string[]): string => `| ${cells.map(padded).join(' | ')} |`;
  const rule = widths.map((width, c) => (c < nNames ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(titles), line(rule), ...rows.map(line)];
}

/** Names are a person's own: no Markdown in them, and no table's edges. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
