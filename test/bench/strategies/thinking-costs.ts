import { createRng } from '../../../src/core/base/random';
import type { SearchSpace } from '../../../src/core/space/space';
import { createStrategy } from '../../../src/core/strategy/catalog';
import { median } from '../median';
import type { Contender } from './contenders';
import type { Course } from './thinking-courses';

/** Milliseconds of one question and one answer, by trial. */
export type ThinkingCosts = readonly number[];

/** One search. */
export interface Thinking {
  readonly whole: ThinkingCosts;
  /** Without what the space takes to name candidates, which in spaces of graphs is to build and to compare them. */
  readonly apartFromNames: ThinkingCosts;
}

/** Trials on either side of a history whose median is its cost: the work of a generation falls on one of many. */
const AROUND = 10;

/** One search with one evaluator. Ends early after `capSeconds` of thinking, and where the strategy has nothing more to ask. */
export function timeThinking(
  course: Course,
  options: Contender['options'],
  {
    seed,
    trials,
    capSeconds,
  }: { readonly seed: number; readonly trials: number; readonly capSeconds: number },
): Thinking {
  const { space, problem, outcomeOf } = course.open();
  const named = timingNames(space);
  const strategy = createStrategy(named.space, options, createRng(seed), problem);
  const whole: number[] = [];
  const apartFromNames: number[] = [];
  for (let total = 0; whole.length < trials && total < capSeconds * 1000; total += whole.at(-1)!) {
    const namesBefore = named.ms();
    const asking = startClock();
    const ask = strategy.ask();
    const asked = asking();
    if (ask.kind !== 'proposal') break;
    const outcome = outcomeOf(ask.proposal);
    const telling = startClock();
    strategy.tell(outcome);
    whole.push(asked + telling());
    apartFromNames.push(Math.max(0, whole.at(-1)! - (named.ms() - namesBefore)));
  }
  return { whole, apartFromNames };
}

/** The same space; `ms` tells how long it has named candidates. */
function timingNames(space: SearchSpace): { readonly space: SearchSpace; readonly ms: () => number } {
  let total = 0;
  return {
    ms: () => total,
    space: {
      ...space,
      candidateId(genotype) {
        const start = performance.now();
        const id = space.candidateId(genotype);
        total += performance.now() - start;
        return id;
      },
    },
  };
}

/** Trials that a search needs so that its cost after `history` of them is known. */
export function trialsFor(history: number): number {
  return history + AROUND + 1;
}

/** The median over searches of their cost after `history` trials, of those that came so far; `undefined` where none did. */
export function costAfter(searches: readonly ThinkingCosts[], history: number): number | undefined {
  const costs = searches
    .filter(({ length }) => length >= trialsFor(history))
    .map((costs) => median(costs.slice(history - AROUND, history + AROUND + 1)));
  return costs.length > 0 ? median(costs) : undefined;
}

/**
 * Starts to measure; what it answers tells the milliseconds so far.
 *
 * The smaller of two: processor time, which asking for takes longer than a quick strategy does (the other clock runs inside
 * of it), and time, which has the pauses in which other processes run.
 */
export function startClock(): () => number {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(ms, (user + system) / 1000);
  };
}
