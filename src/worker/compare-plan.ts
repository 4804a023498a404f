import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expected, InputError, messageOf } from '../core/base/errors';
import { BEST_AS_BASELINE } from '../core/comparison/compare';
import { formatUnfinished, unfinishedFileOf } from '../core/comparison/planned';
import type { PlannedComparison } from '../core/comparison/planned';
import { namedStrategies } from '../core/comparison/strategy-list';
import type { NamedStrategy } from '../core/comparison/strategy-list';

/** What is compared, and how it is looked at. */
export interface ComparisonPlan {
  readonly strategies: readonly NamedStrategy[];
  /** Ascending, each once. */
  readonly seeds: readonly number[];
  /** Full measurements of each search. */
  readonly budget: number;
  /** Budgets at which strategies are tested; those after evaluations are at most `budget`. */
  readonly at: readonly number[];
  readonly atSeconds?: readonly number[] | undefined;
  readonly baseline?: string | undefined;
  readonly metric?: string | undefined;
  readonly reference?: readonly number[] | undefined;
}

/** Throws `InputError` for strategies that do not exist, options that they do not have, and two that are the same. */
export function planOf({ strategies, at, ...rest }: PlannedComparison): ComparisonPlan {
  return {
    ...rest,
    strategies: namedStrategies(
      strategies.map(({ name, options }, i) => ({ name, options, place: `strategies[${i}]` })),
    ),
    at: at ?? defaultBudgets(rest.budget),
  };
}

/** A quarter, a half and all of a budget. */
export function defaultBudgets(budget: number): number[] {
  return [...new Set([Math.ceil(budget / 4), Math.ceil(budget / 2), budget])];
}

export function requirePlan({ strategies, seeds, budget, at, baseline }: ComparisonPlan): void {
  if (seeds.length === 0) throw new InputError('seeds', 'expected one seed or more, but got none');
  const wrong = at.find((value) => value > budget);
  if (wrong !== undefined) throw expected('at', `evaluations within the budget of ${budget}`, wrong);
  const names = strategies.map(({ name }) => name);
  if (baseline !== undefined && baseline !== BEST_AS_BASELINE && !names.includes(baseline)) {
    throw expected('baseline', `one of ${[...names, BEST_AS_BASELINE].join(', ')}`, baseline);
  }
}

/** The file that says what is not done; one for an experiment, beside the folders of its comparisons. */
export function unfinishedPath(folder: string, experimentName: string): string {
  return path.join(path.dirname(folder), unfinishedFileOf(experimentName));
}

/** So that it can be gone on with by somebody who does not remember what was asked for. Throws `InputError`. */
export function writeUnfinished(file: string, plan: ComparisonPlan): void {
  const { atSeconds, baseline, metric, reference } = plan;
  const planned: PlannedComparison = {
    strategies: plan.strategies.map(({ name, options }) => ({ name, options })),
    seeds: [...plan.seeds],
    budget: plan.budget,
    at: [...plan.at],
    ...(atSeconds ? { atSeconds: [...atSeconds] } : {}),
    ...(baseline === undefined ? {} : { baseline }),
    ...(metric === undefined ? {} : { metric }),
    ...(reference ? { reference: [...reference] } : {}),
  };
  try {
    writeFileSync(file, formatUnfinished(planned));
  } catch (error) {
    throw new InputError(file, `cannot be written: ${messageOf(error)}`);
  }
}
