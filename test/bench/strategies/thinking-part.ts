import { createRng } from '../../../src/core/base/random';
import { createStrategy, STRATEGIES } from '../../../src/core/strategy/catalog';
import { median } from '../median';
import { atMost, significant, table } from '../report';
import type { Verdict } from '../report';
import type { StrategyBench } from './bench';
import type { Contender } from './contenders';
import { costAfter, startClock, timeThinking, trialsFor } from './thinking-costs';
import type { Thinking } from './thinking-costs';
import { chainCourse, tableCourse } from './thinking-courses';
import type { Course } from './thinking-courses';

/** Trials told before the question whose cost is shown. */
const HISTORIES = [50, 200, 500, 1000, 2000] as const;

type History = (typeof HISTORIES)[number];

/** Trials of a strategy's searches, each with a seed of its own; the later ones only while all took so many seconds at most. */
const SEARCHES: readonly History[] = [1000, 1000, 1000, 1000, 1000];
const ENOUGH_SECONDS = 40;
/** A search ends early after so many seconds. */
const CAP_SECONDS = 60;
/** Where something is promised of a long search; without ends. */
const LONG_SEARCHES: readonly History[] = [2000, 500, 500];

/** What a question and an answer may cost, in ms. */
interface Limits {
  readonly after: Partial<Record<History, number>>;
  /** Ever. */
  readonly most?: number;
  /** Holds on the table only, because the cost grows with the number of knobs. */
  readonly sixKnobs?: boolean;
}

const CHEAP: Limits = { after: { 1000: 0.05 } };

const LIMITS: Readonly<Record<string, Limits>> = {
  random: CHEAP,
  grid: CHEAP,
  'grid, shuffled': CHEAP,
  'local-search': CHEAP,
  'local-search, first better': CHEAP,
  'simulated-annealing': CHEAP,
  'regularized-evolution': CHEAP,
  genetic: CHEAP,
  'nsga-ii': CHEAP,
  lts: CHEAP,
  'reinforce, table': CHEAP,
  'ppo, table': CHEAP,
  'q-learning': CHEAP,
  tpe: { after: { 1000: 0.3 }, sixKnobs: true },
  'bayesian-optimization': { after: { 200: 30, 500: 100 }, most: 1000 },
};

/** Every strategy as it comes, and what of one differs in cost. */
const CONTENDERS: readonly Pick<Contender, 'title' | 'options'>[] = [
  ...Object.keys(STRATEGIES).map((kind) => ({ title: kind, options: { kind } })),
  { title: 'grid, shuffled', options: { kind: 'grid', order: 'shuffled' } },
  {
    title: 'local-search, first better',
    options: { kind: 'local-search', neighbourhood: 'first-better' },
  },
  { title: 'tpe, multivariate', options: { kind: 'tpe', multivariate: true } },
  { title: 'reinforce, table', options: { kind: 'reinforce', controller: 'table' } },
  { title: 'ppo, table', options: { kind: 'ppo', controller: 'table' } },
];

/** Six categorical parameters of five values, in memory; medians of wall time on two cores of an AMD EPYC. */
const PEERS = [
  'Optuna 5.0, ask and tell after 1,000 trials: random 0.22 ms, NSGA-II 0.69 ms, TPE 5.4 ms (univariate 17 ms);',
  'Gaussian process after 200: 314 ms',
];

/** A whole search beside the table, in seconds. */
const WHOLE_SEARCH = { trials: 10_000, atMost: 2 };

/** Measures how long strategies think: one `ask` and one `tell`, with one evaluator, medians over seeds. */
export function benchThinking({ contenders }: StrategyBench): Promise<Verdict[]> {
  const chosen = CONTENDERS.filter(
    ({ title, options: { kind } }) =>
      contenders === undefined || contenders.includes(title) || contenders.includes(kind),
  );
  const onTable = tableCourse();
  const verdicts = [onTable, chainCourse()].flatMap((course) => (course ? benchCourse(course, chosen) : []));
  for (const line of PEERS) console.log(`  ${line}`);
  return Promise.resolve([...verdicts, wholeSearch(onTable)]);
}

function benchCourse(course: Course, contenders: typeof CONTENDERS): Verdict[] {
  const verdicts: Verdict[] = [];
  const rows: string[][] = [];
  for (const { title, options } of contenders) {
    const limits = LIMITS[title];
    const searches = searchesOf(course, options, limits?.most !== undefined);
    rows.push(rowOf(title, searches));
    if (limits && (course.countsNames || !limits.sixKnobs))
      verdicts.push(...verdictsOf(course, title, searches, limits));
  }
  const head = [
    ...HISTORIES.map((history) => `@${history}`),
    'no names @1000',
    'mean',
    'longest',
    'searches',
  ];
  console.log(`\n  ${course.title}\n${table(['', ...head], rows)}`);
  return verdicts;
}

function searchesOf(course: Course, options: Contender['options'], isLong: boolean): Thinking[] {
  const capSeconds = isLong ? Infinity : CAP_SECONDS;
  timeThinking(course, options, { seed: 0, trials: trialsFor(1000), capSeconds: 0.5 }); // warms up
  const searches: Thinking[] = [];
  let ms = 0;
  for (const [i, history] of (isLong ? LONG_SEARCHES : SEARCHES).entries()) {
    if (!isLong && ms > ENOUGH_SECONDS * 1000) break;
    const search = timeThinking(course, options, { seed: i + 1, trials: trialsFor(history), capSeconds });
    searches.push(search);
    ms += sum(search.whole);
  }
  return searches;
}

function rowOf(title: string, searches: readonly Thinking[]): string[] {
  const whole = searches.map(({ whole }) => whole);
  const apart = searches.map(({ apartFromNames }) => apartFromNames);
  const all = whole.flat();
  return [
    title,
    ...HISTORIES.map((history) => costText(costAfter(whole, history))),
    costText(costAfter(apart, 1000)),
    costText(sum(all) / all.length),
    costText(Math.max(...all)),
    `${searches.length} x ${Math.max(...whole.map(({ length }) => length))}`,
  ];
}

function verdictsOf(
  { title: place, countsNames }: Course,
  title: string,
  searches: readonly Thinking[],
  { after, most }: Limits,
): Verdict[] {
  const costs = searches.map(({ whole, apartFromNames }) => (countsNames ? whole : apartFromNames));
  const what = `${place}: ${title}${countsNames ? '' : ' without names'}`;
  const medians = HISTORIES.flatMap((history) => {
    const limit = after[history];
    if (limit === undefined) return [];
    return [atMost(`${what} after ${history} trials`, costAfter(costs, history), limit, ' ms')];
  });
  if (most === undefined) return medians;
  const longest = costs
    .filter(({ length }) => length >= trialsFor(2000))
    .map((search) => Math.max(...search));
  const ever = longest.length > 0 ? Math.max(...longest) : undefined;
  return [...medians, atMost(`${what}, the longest of 2,000 trials`, ever, most, ' ms')];
}

/** As in the paper, where candidates may come again: the table has fewer distinct ones than the search has trials. */
function wholeSearch(course: Course | undefined): Verdict {
  const { trials, atMost: limit } = WHOLE_SEARCH;
  const seconds =
    course &&
    SEARCHES.map((_, seed) => {
      const { space, problem, outcomeOf } = course.open();
      const options = { kind: 'regularized-evolution', allowRepeats: true };
      const passed = startClock();
      const strategy = createStrategy(space, options, createRng(seed), problem);
      for (let trial = 0; trial < trials; trial++) {
        const ask = strategy.ask();
        if (ask.kind === 'proposal') strategy.tell(outcomeOf(ask.proposal));
      }
      return passed() / 1000;
    });
  return atMost(
    `10,000 trials of regularised evolution and the table, median of ${SEARCHES.length}`,
    seconds && median(seconds),
    limit,
    ' s',
  );
}

function costText(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return ms < 1 ? `${(ms * 1000).toFixed(0)} µs` : `${significant(ms)} ms`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
