import { normalCdf } from '../surrogate/normal-distribution';

/** What the test says of two independent samples. */
export interface RankSumTest {
  /** Pairs, one of each sample, in which the first is greater; equal ones count half. */
  readonly u: number;
  /** Two-sided; at most 1. */
  readonly p: number;
  /** Whether every split of the ranks was counted, rather than a normal distribution put in its place. */
  readonly exact: boolean;
}

/** Up to so many values in all, the splits are counted. */
const MOST_EXACT = 40;

/**
 * The rank-sum test of Wilcoxon, and of Mann and Whitney ("On a Test of Whether One of Two Random Variables is
 * Stochastically Larger than the Other", Annals of Mathematical Statistics 18(1), 1947), of two samples that are not
 * paired; ±Infinity is a value like any other.
 *
 * Equal values share their mean rank. With up to 40 values the distribution of the rank sum is exact, also with shared
 * ranks: all choices of the first sample's ranks, counted by dynamic programming over doubled ranks. Beyond, a normal
 * distribution with the variance corrected for ties and a continuity correction. Without values in one sample p is 1.
 */
export function rankSumTest(first: readonly number[], second: readonly number[]): RankSumTest {
  const [n, m] = [first.length, second.length];
  if (n === 0 || m === 0) return { u: 0, p: 1, exact: true };
  const ranks = doubledRanks([...first, ...second]);
  const sum = ranks.slice(0, n).reduce((a, b) => a + b, 0);
  const exact = n + m <= MOST_EXACT;
  const u = (sum - n * (n + 1)) / 2;
  return { u, p: exact ? exactP(ranks, n, sum) : normalP(ranks, n, sum), exact };
}

/** The smallest p that samples of these sizes can have, all values different. */
export function leastRankSumP(n: number, m: number): number {
  let splits = 1;
  for (let i = 1; i <= Math.min(n, m); i++) splits = (splits * (n + m - Math.min(n, m) + i)) / i;
  return Math.min(1, 2 / splits);
}

function doubledRanks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((i, j) =>
    values[i] === values[j] ? 0 : values[i]! < values[j]! ? -1 : 1,
  );
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    // Ranks from + 1 to `to`: their mean, doubled.
    for (let place = from; place < to; place++) ranks[order[place]!] = from + to + 1;
    from = to;
  }
  return ranks;
}

/** Share of all choices of n ranks whose sum is at least as far from the mean as `observed`. */
function exactP(ranks: readonly number[], n: number, observed: number): number {
  const total = ranks.reduce((a, b) => a + b, 0);
  // ways[k][s]: choices of k ranks with the sum s; at most 40 over 20, which a double holds exactly.
  const ways = Array.from({ length: n + 1 }, () => new Float64Array(total + 1));
  ways[0]![0] = 1;
  for (const [seen, rank] of ranks.entries()) {
    for (let k = Math.min(n, seen + 1); k >= 1; k--) {
      const [here, below] = [ways[k]!, ways[k - 1]!];
      for (let sum = total; sum >= rank; sum--) here[sum]! += below[sum - rank]!;
    }
  }
  const mean = (total * n) / ranks.length;
  const distance = Math.abs(observed - mean) - 1e-9;
  let [far, all] = [0, 0];
  for (const [sum, count] of ways[n]!.entries()) {
    all += count;
    if (Math.abs(sum - mean) >= distance) far += count;
  }
  return Math.min(1, far / all);
}

function normalP(ranks: readonly number[], n: number, observed: number): number {
  const size = ranks.length;
  const mean = (size + 1) * n;
  // The variance of a sum of n ranks drawn without replacement, of the very ranks: the correction for ties is in it.
  const spread = ranks.reduce((sum, rank) => sum + (rank - (size + 1)) ** 2, 0) / (size - 1);
  const sd = Math.sqrt((spread * n * (size - n)) / size);
  if (sd === 0) return 1;
  // Doubled sums step by 2, so half a step is 1.
  const distance = Math.max(0, Math.abs(observed - mean) - 1);
  return Math.min(1, 2 * normalCdf(-distance / sd));
}
