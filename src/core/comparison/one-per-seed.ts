import { spreadOf } from './spread';

/** What one search has; absent where it has nothing. */
export interface SeedValue {
  readonly seed: number;
  readonly value: number | undefined;
}

/**
 * One value a seed, the mean of those that its searches have, in the order in which the seeds come first.
 *
 * Searches of one experiment and one seed are no independent samples: with one evaluator they are the same search again.
 */
export function onePerSeed(searches: readonly SeedValue[]): readonly SeedValue[] {
  const bySeed = new Map<number, number[]>();
  for (const { seed, value } of searches) {
    const values = bySeed.get(seed) ?? [];
    if (value !== undefined) values.push(value);
    bySeed.set(seed, values);
  }
  if (bySeed.size === searches.length) return searches;
  return [...bySeed].map(([seed, values]) => ({ seed, value: spreadOf(values).mean }));
}
