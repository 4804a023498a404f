import type { Measure } from './measure';
import type { BudgetResult, ComparisonResult, PairTest } from './result';
import { budgetText, pText } from './value-text';

/** What the values are, for headings: `Validation accuracy of the best candidate`. */
export function measureText(measure: Measure): string {
  return measure.kind === 'metric'
    ? `${measure.title} of the best candidate so far`
    : `Hypervolume of the front so far, as a share of the ${measure.relativeTo}`;
}

/** `valAccuracy 0.8, macs 220200000`; `undefined` of a metric. */
export function referenceText({ measure, objectives }: ComparisonResult): string | undefined {
  if (measure.kind === 'metric') return undefined;
  return objectives.map(({ metric }, i) => `${metric} ${measure.reference[i]!}`).join(', ');
}

/** What the tests at a budget say, as sentences. */
export function findingsOf(budget: BudgetResult, { baseline }: Pick<ComparisonResult, 'baseline'>): string[] {
  if (budget.tests.length === 0) return [];
  const when = `After ${budgetText(budget.unit, budget.at)}`;
  if (baseline !== undefined) return baselineFindings(budget.tests, when);
  const [first, ...others] = budget.leaders;
  if (first === undefined) return [];
  const behind = budget.tests
    .flatMap(({ first: a, second: b }) => [a, b])
    .filter((name, i, all) => all.indexOf(name) === i && !budget.leaders.includes(name));
  const lead =
    others.length === 0
      ? `${when}, ${first} is the best.`
      : `${when}, ${listOf(budget.leaders)} lead: no test tells ${others.length === 1 ? 'them apart' : `the others from ${first}`}.`;
  if (behind.length === 0) return [lead];
  const weakest = Math.max(...behind.map((name) => testOf(budget.tests, first, name)?.adjustedP ?? 0));
  const how = behind.length === 1 ? pText(weakest) : `each ${pText(weakest).replace('=', '≤')}`;
  return [lead, `Behind ${first}: ${listOf(behind)} (${how}).`];
}

function baselineFindings(tests: readonly PairTest[], when: string): string[] {
  const base = tests[0]!.second;
  const names = (pick: (test: PairTest) => boolean): string[] => tests.filter(pick).map(withP);
  const parts: [string, string[]][] = [
    [`better than ${base}`, names(({ better, first }) => better === first)],
    [`worse than ${base}`, names(({ better, second }) => better === second)],
    [`not told apart from ${base}`, names(({ better }) => better === undefined)],
  ];
  return parts.filter(([, who]) => who.length > 0).map(([what, who]) => `${when}, ${what}: ${listOf(who)}.`);
}

function withP({ first, adjustedP }: PairTest): string {
  return `${first} (${pText(adjustedP)})`;
}

function testOf(tests: readonly PairTest[], a: string, b: string): PairTest | undefined {
  return tests.find(({ first, second }) => (first === a && second === b) || (first === b && second === a));
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

/** How the tests were made, in one sentence. */
export function methodText({ baseline }: Pick<ComparisonResult, 'baseline'>): string {
  const pairs =
    baseline === undefined
      ? 'each strategy with each'
      : baseline === 'best'
        ? 'each strategy with the one of the best mean'
        : `each strategy with ${baseline}`;
  return `Wilcoxon's signed-rank test (two-sided, zeros after Pratt) over common seeds, ${pairs}; p adjusted by Holm at each budget, level 0.05.`;
}
