import { createRng } from '../../../src/core/base/random';
import { createStrategy } from '../../../src/core/strategy/catalog';
import { median } from '../median';
import type { Contender } from './contenders';
import type { Course } from './thinking-courses';

/** Milliseconds of one question and one answer, by trial. */
export type ThinkingCosts = readonly number[];

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
): ThinkingCosts {
  const { space, problem, outcomeOf } = course.open();
  const strategy = createStrategy(space, options, createRng(seed), problem);
  const costs: number[] = [];
  for (let total = 0; costs.length < trials && total < capSeconds * 1000; total += costs.at(-1)!) {
    const asking = startClock();
    const ask = strategy.ask();
    const asked = asking();
    if (ask.kind !== 'proposal') break;
    const outcome = outcomeOf(ask.proposal);
    const telling = startClock();
    strategy.tell(outcome);
    costs.push(asked + telling());
  }
  return costs;
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
