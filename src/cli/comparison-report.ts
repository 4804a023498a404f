import { rankingOf } from '../core/comparison/compare';
import { findingsOf, methodText } from '../core/comparison/findings';
import { orientation } from '../core/comparison/measure';
import { facts } from '../core/comparison/report';
import type { BudgetResult, ComparisonResult } from '../core/comparison/result';
import {
  budgetText,
  meanText,
  scaledText,
  scaleOf,
  shareText,
  thinkingText,
} from '../core/comparison/value-text';
import type { ComparisonFiles } from '../worker/compare-output';
import { shortPath } from './run-report';
import { styled } from './terminal';
import type { Terminal } from './terminal';
import { textTable } from './text-table';

/** What a comparison has found, for a terminal: a table for each budget, what the tests say, and where the files are. */
export function comparisonReport(
  result: ComparisonResult,
  files: ComparisonFiles,
  terminal: Terminal,
): string[] {
  const { report, summary, tests, curves, json } = files;
  const place = (file: string): string => shortPath(file, terminal);
  return [
    ...facts(result),
    ...result.budgets.flatMap((budget) => budgetLines(budget, result, terminal)),
    '',
    `Tests       ${methodText(result)}`,
    `Report      ${place(report)}`,
    `CSV         ${[summary, tests, curves].map(place).join(', ')}`,
    `JSON        ${place(json)}`,
  ];
}

function budgetLines(budget: BudgetResult, result: ComparisonResult, terminal: Terminal): string[] {
  const { strategies, measure, seeds } = result;
  const scale = scaleOf(measure, budget.values);
  const missing = budget.values.some(({ n }) => n < seeds.length);
  const unit = scale.unit === '' ? '' : ` ${scale.unit}`;
  const right = (title: string) => ({ title, align: 'right' as const });
  const columns = [
    { title: 'strategy', align: 'left' as const },
    right(`mean ± error${unit}`),
    right('median'),
    ...(missing ? [right('searches')] : []),
    right('repeated'),
    right('thinking a trial'),
  ];
  const rows = rankingOf(budget.values, orientation(measure)).map((i) => {
    const { name, repeatShare, thinkingMsPerTrial } = strategies[i]!;
    const spread = budget.values[i]!;
    return [
      budget.leaders.includes(name) ? `* ${name}` : `  ${name}`,
      meanText(spread, scale),
      scaledText(spread.median, scale),
      ...(missing ? [`${spread.n}/${seeds.length}`] : []),
      shareText(repeatShare.mean),
      thinkingText(thinkingMsPerTrial.mean),
    ];
  });
  return [
    '',
    styled(
      terminal,
      'bold',
      `After ${budgetText(budget.unit, budget.at)}${budget.leaders.length > 0 ? ' (* leads)' : ''}`,
    ),
    ...textTable(columns, rows, terminal.columns),
    ...findingsOf(budget, result),
  ];
}
