import type { Measure } from './measure';
import { LEVEL } from './result';
import type { BudgetResult, ComparisonResult, PairTest } from './result';
import { budgetText, hoursText, pText } from './value-text';

/** What the values are, for headings: `Validation accuracy of the best candidate`. */
export function measureText(measure: Measure): string {
  return measure.kind === 'metric'
    ? `${measure.title} of the best candidate so far`
    : `Hypervolume of the front so far, as a share of the ${measure.relativeTo}`;
}

/** `valAccuracy 0.8, macs 220200000`; `undefined` of a metric. */
export function referenceText({ measure, objectives }: ComparisonResult): string | undefined {
  if (measure.kind === 'metric') return undefined;
  return objectives.map(({ metric }, i) => `${metric} ${plainText(measure.reference[i]!)}`).join(', ');
}

/** Counts stay whole. */
function plainText(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}

/** What the tests at a budget say, as sentences. */
export function findingsOf(budget: BudgetResult, { baseline }: Pick<ComparisonResult, 'baseline'>): string[] {
  const { tests } = budget;
  if (tests.length === 0) return [];
  return [
    ...(baseline === undefined ? leadFindings(budget) : baselineFindings(tests)),
    ...twinFindings(tests),
  ];
}

function leadFindings({ leaders, tests }: BudgetResult): string[] {
  const [first, ...others] = leaders;
  if (first === undefined) return [];
  const behind = namesIn(tests).filter((name) => !leaders.includes(name));
  const lead =
    others.length === 0
      ? `${first} is the best.`
      : `${listOf(leaders)} lead: no test tells ${others.length === 1 ? 'them apart' : `the others from ${first}`}.`;
  if (behind.length === 0) return [lead];
  const weakest = Math.max(...behind.map((name) => testOf(tests, first, name)?.adjustedP ?? 0));
  const how = behind.length === 1 ? pText(weakest) : `each ${pText(weakest).replace('=', '≤')}`;
  return [lead, `Behind ${first}: ${listOf(behind)} (${how}).`];
}

function baselineFindings(tests: readonly PairTest[]): string[] {
  const base = tests[0]!.second;
  const names = (pick: (test: PairTest) => boolean): string[] => tests.filter(pick).map(withP);
  const parts: [string, string[]][] = [
    [`Better than ${base}`, names(({ better, first }) => better === first)],
    [`Worse than ${base}`, names(({ better, second }) => better === second)],
    [`Not told apart from ${base}`, names(({ better }) => better === undefined)],
  ];
  return parts.filter(([, who]) => who.length > 0).map(([what, who]) => `${what}: ${listOf(who)}.`);
}

/** Strategies that begin alike, as with random candidates, look like a mistake unless it is said. */
function twinFindings(tests: readonly PairTest[]): string[] {
  const equal = tests.filter(({ nZero, nPairs }) => nZero === nPairs);
  const said = new Set<string>();
  return namesIn(equal).flatMap((name) => {
    if (said.has(name)) return [];
    const twins = namesIn(equal.filter(({ first, second }) => first === name || second === name));
    for (const twin of twins) said.add(twin);
    return [`${listOf(twins)} are equal with every seed.`];
  });
}

function namesIn(tests: readonly PairTest[]): string[] {
  return [...new Set(tests.flatMap(({ first, second }) => [first, second]))];
}

/** `After 50 evaluations`, `After 44,000 simulated seconds (12 h)`. */
export function whenText(
  { unit, at }: Pick<BudgetResult, 'unit' | 'at'>,
  { seconds }: Pick<ComparisonResult, 'seconds'>,
): string {
  if (unit === 'evaluations') return `After ${budgetText(unit, at)}`;
  const [number] = budgetText(unit, at).split(' ');
  const long = at < 600 ? '' : ` (${hoursText(at)})`;
  return `After ${number!} ${seconds === 'simulated' ? 'simulated seconds' : 'seconds of measuring'}${long}`;
}

/** Says that there are too few seeds for any test to tell strategies apart; `undefined` where there are enough. */
export function tooFewSeedsText({ seeds, budgets }: ComparisonResult): string | undefined {
  const nTests = Math.max(0, ...budgets.map(({ tests }) => tests.length));
  const enough = enoughSeeds(nTests);
  if (nTests === 0 || seeds.length >= enough) return undefined;
  return `Too few seeds to tell strategies apart: no test of so few can be below the level; it takes ${enough} or more`;
}

/**
 * The least number of seeds with which one of so many tests can be below the level: of n pairs no two-sided p is below
 * 2^(1 - n), and Holm multiplies the smallest by the number of tests.
 */
export function enoughSeeds(nTests: number): number {
  let n = 1;
  while (nTests * 2 ** (1 - n) >= LEVEL) n++;
  return n;
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
