import { holmAdjusted } from './holm';
import { onePerSeed } from './one-per-seed';
import type { SeedValue } from './one-per-seed';
import { leastRankSumP, rankSumTest } from './rank-sum';
import { LEVEL } from './result';
import { signedRankTest } from './signed-rank';

/** The values of one group at a budget, one a search. */
export interface GroupValues {
  readonly name: string;
  readonly members: readonly SeedValue[];
}

interface TestedPair {
  readonly first: string;
  readonly second: string;
  /** Seeds of each that were tested. */
  readonly nFirst: number;
  readonly nSecond: number;
}

/** How two groups differ, or why no test can tell. */
export type GroupTest =
  | (TestedPair & {
      /** By common seeds, Wilcoxon's signed-rank test; else the rank-sum test. */
      readonly kind: 'paired' | 'unpaired';
      readonly p: number;
      /** By Holm, over all tests that were made. */
      readonly adjustedP: number;
      readonly exact: boolean;
      /** Rank-biserial correlation in [-1, 1]: 1 where the first is better in all. */
      readonly effect: number;
      /** Where the adjusted p is below `LEVEL`. */
      readonly better?: string;
    })
  | (TestedPair & { readonly kind: 'too few' });

/**
 * Tests each group against each.
 *
 * A seed is one sample, with the mean of its searches. Paired where every seed of the smaller group is in the other one
 * too: searches with one seed begin alike, and a test that knows it sees smaller differences. Else unpaired. Where even
 * the clearest result of so few seeds would not be below the level, no test is made.
 *
 * @param sign 1 where higher is better; a seed without a value is worse than any with one
 */
export function testGroups(groups: readonly GroupValues[], sign: 1 | -1): GroupTest[] {
  const pairs = groups.flatMap((first, i) =>
    groups.slice(i + 1).map((second) => tested(first, second, sign)),
  );
  const made = pairs.filter((test) => test.kind !== 'too few');
  const adjusted = holmAdjusted(made.map(({ p }) => p));
  return pairs.map((test) => {
    if (test.kind === 'too few') return test;
    const adjustedP = adjusted[made.indexOf(test)]!;
    const winner = test.effect > 0 ? test.first : test.second;
    return { ...test, adjustedP, ...(adjustedP < LEVEL ? { better: winner } : {}) };
  });
}

function tested(first: GroupValues, second: GroupValues, sign: 1 | -1): GroupTest {
  const names = { first: first.name, second: second.name };
  const scores = (group: GroupValues) =>
    onePerSeed(group.members).map(({ seed, value }) => ({
      seed,
      score: value === undefined ? -Infinity : sign * value,
    }));
  const [a, b] = [scores(first), scores(second)];
  const common = commonSeeds(a, b);
  if (common) {
    const sizes = { nFirst: common.length, nSecond: common.length };
    // Of n pairs no two-sided p is below 2^(1 - n).
    if (2 ** (1 - common.length) >= LEVEL) return { ...names, ...sizes, kind: 'too few' };
    const test = signedRankTest(common.map(([x, y]) => (x === y ? 0 : x - y)));
    const ranks = test.positiveRanks + test.negativeRanks;
    const effect = ranks === 0 ? 0 : (test.positiveRanks - test.negativeRanks) / ranks;
    const { p, exact } = test;
    return { ...names, ...sizes, kind: 'paired', p, adjustedP: p, exact, effect };
  }
  const sizes = { nFirst: a.length, nSecond: b.length };
  if (leastRankSumP(a.length, b.length) >= LEVEL) return { ...names, ...sizes, kind: 'too few' };
  const { u, p, exact } = rankSumTest(
    a.map(({ score }) => score),
    b.map(({ score }) => score),
  );
  const effect = (2 * u) / (a.length * b.length) - 1;
  return { ...names, ...sizes, kind: 'unpaired', p, adjustedP: p, exact, effect };
}

interface Scored {
  readonly seed: number;
  readonly score: number;
}

/** Scores by common seed; `undefined` where the groups cannot be paired. */
function commonSeeds(a: readonly Scored[], b: readonly Scored[]): [number, number][] | undefined {
  const bySeed = new Map(b.map(({ seed, score }) => [seed, score]));
  const pairs = a.flatMap(({ seed, score }): [number, number][] => {
    const other = bySeed.get(seed);
    return other === undefined ? [] : [[score, other]];
  });
  return pairs.length === Math.min(a.length, b.length) ? pairs : undefined;
}
