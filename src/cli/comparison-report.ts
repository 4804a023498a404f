import { rankingOf } from '../core/comparison/compare';
import { costTable } from '../core/comparison/cost-table';
import { findingsOf, methodText, whenText } from '../core/comparison/findings';
import { orientation } from '../core/comparison/measure';
import { facts } from '../core/comparison/report';
import type { BudgetResult, ComparisonResult } from '../core/comparison/result';
import { meanText, scaledText, scaleOf } from '../core/comparison/value-text';
import type { ComparisonFiles } from '../worker/compare-output';
import { shortPath } from './run-report';
import { styled } from './terminal';
import type { Terminal } from './terminal';
import { textTable } from './text-table';
import { wrapped } from './wrapped-text';

/** What a comparison has found, for a terminal: a table for each budget, what the tests say, and where the files are. */
export function comparisonReport(
  result: ComparisonResult,
  files: ComparisonFiles,
  terminal: Terminal,
): string[] {
  const { report, summary, tests, curves, json } = files;
  const place = (file: string): string => shortPath(file, terminal);
  const text = (line: string): string[] => wrapped(line, terminal.columns);
  const labelled = (label: string, line: string): string[] =>
    wrapped(line, terminal.columns - LABEL).map(
      (part, i) => `${(i === 0 ? label : '').padEnd(LABEL)}${part}`,
    );
  return [
    ...facts(result).flatMap(text),
    ...result.budgets.flatMap((budget) => budgetLines(budget, result, terminal)),
    '',
    ...costLines(result, terminal),
    '',
    ...labelled('Values', 'Mean over the seeds ± its standard error, and median.'),
    ...labelled('Tests', methodText(result)),
    `Report      ${place(report)}`,
    ...[summary, tests, curves].map((file, i) => `${(i === 0 ? 'CSV' : '').padEnd(LABEL)}${place(file)}`),
    `JSON        ${place(json)}`,
  ];
}

/** Columns of a label with the blanks behind it. */
const LABEL = 12;

function budgetLines(budget: BudgetResult, result: ComparisonResult, terminal: Terminal): string[] {
  const { strategies, measure, seeds } = result;
  const scale = scaleOf(measure, budget.values);
  const missing = budget.values.some(({ n }) => n < seeds.length);
  const unit = scale.unit === '' ? '' : ` (${scale.unit})`;
  const titles = ['  strategy', `mean ± error${unit}`, 'median', ...(missing ? ['searches'] : [])];
  const rows = rankingOf(budget.values, orientation(measure)).map((i) => {
    const { name } = strategies[i]!;
    const spread = budget.values[i]!;
    return [
      `${budget.leaders.includes(name) ? '*' : ' '} ${name}`,
      meanText(spread, scale),
      scaledText(spread.median, scale),
      ...(missing ? [`${spread.n}/${seeds.length}`] : []),
    ];
  });
  const legend = budget.leaders.length > 0 ? ' (* leads)' : '';
  return [
    '',
    styled(terminal, 'bold', `${whenText(budget, result)}${legend}`),
    ...namedTable(titles, rows, terminal.columns),
    ...wrapped(findingsOf(budget, result).join(' '), terminal.columns),
  ];
}

function costLines(result: ComparisonResult, terminal: Terminal): string[] {
  const { titles, rows } = costTable(result);
  const [first, ...rest] = titles.map((title) => title.toLowerCase());
  return [
    styled(terminal, 'bold', 'A whole search on average'),
    ...namedTable(
      [`  ${first!}`, ...rest],
      rows.map(([name, ...cells]) => [`  ${name!}`, ...cells]),
      terminal.columns,
    ),
  ];
}

const LEAST_NAME = 14;

/** Names first, then numbers. Where a terminal is too narrow, names are cut before numbers are. */
function namedTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const columns = titles.map((title, c) => ({
    title,
    align: c === 0 ? ('left' as const) : ('right' as const),
  }));
  const numbers = titles
    .slice(1)
    .map((title, c) => Math.max(title.length, ...rows.map((row) => row[c + 1]!.length)));
  const room = Math.max(LEAST_NAME, width - numbers.reduce((sum, one) => sum + one + 2, 0));
  return textTable(
    columns,
    rows.map(([name, ...cells]) => [cutInside(name!, room), ...cells]),
    width,
  );
}

/** Names of strategies differ at their ends: the middle is left out. */
function cutInside(name: string, width: number): string {
  if (name.length <= width) return name;
  const end = Math.floor((width - 1) / 2);
  return `${name.slice(0, width - 1 - end)}…${name.slice(-end)}`;
}
