import { normalCdf } from '../surrogate/normal-distribution';

/** What the test says of paired differences. */
export interface SignedRankTest {
  readonly nPairs: number;
  /** Differences of exactly 0: their ranks count, their signs do not. */
  readonly nZero: number;
  /** Sum of the ranks of the positive differences (W+, or T+). */
  readonly positiveRanks: number;
  /** Sum of the ranks of the negative differences. */
  readonly negativeRanks: number;
  /** Probability of a sum at least as far from its mean, in either direction, if both signs were equally likely; at most 1. */
  readonly p: number;
  /** Probability of ranks this much in favour of positive differences. */
  readonly pGreater: number;
  /** Whether every pattern of signs was counted, rather than a normal distribution put in its place. */
  readonly exact: boolean;
}

/** Up to so many differences that are not 0, the sign patterns are counted. */
const MOST_EXACT = 50;

/**
 * Wilcoxon's signed-rank test of paired differences; ±Infinity is a difference like any other, larger than all finite ones.
 *
 * Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1(6), 1945. Zeros as Pratt has it
 * ("Remarks on Zeros and Ties in the Wilcoxon Signed Rank Procedures", JASA 54, 1959): they are ranked with the
 * others and their ranks then left out, so that a test in which many pairs agree is not read as one with few pairs.
 * Equal sizes share their mean rank.
 *
 * With up to 50 differences that are not 0 the distribution is exact, also with shared ranks: all patterns of signs,
 * counted by dynamic programming over doubled rank sums, so that shared ranks are whole. Beyond, a normal
 * distribution with the variance of the very ranks (which is the correction for ties and zeros) and a continuity
 * correction of half a step. O(n²) at most for the exact part, times the sum of ranks.
 */
export function signedRankTest(differences: readonly number[]): SignedRankTest {
  const ranked = doubledRanks(differences.map(Math.abs));
  const ranks = ranked.filter((_, i) => differences[i] !== 0);
  const signs = differences.filter((difference) => difference !== 0);
  const positive = ranks.reduce((sum, rank, i) => sum + (signs[i]! > 0 ? rank : 0), 0);
  const negative = ranks.reduce((sum, rank) => sum + rank, 0) - positive;
  const exact = ranks.length <= MOST_EXACT;
  const tail = exact ? exactTail : normalTail;
  const pGreater = ranks.length === 0 ? 1 : tail(ranks, positive);
  const pLess = ranks.length === 0 ? 1 : tail(ranks, negative);
  return {
    nPairs: differences.length,
    nZero: differences.length - ranks.length,
    positiveRanks: positive / 2,
    negativeRanks: negative / 2,
    p: Math.min(1, 2 * Math.min(pGreater, pLess)),
    pGreater,
    exact,
  };
}

/** Twice the mean rank of each size, from the smallest. */
function doubledRanks(sizes: readonly number[]): number[] {
  const order = [...sizes.keys()].sort((i, j) => compare(sizes[i]!, sizes[j]!));
  const ranks = sizes.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && sizes[order[to]!] === sizes[order[from]!]) to++;
    // Ranks from + 1 to `to`: their mean, doubled.
    for (let place = from; place < to; place++) ranks[order[place]!] = from + to + 1;
    from = to;
  }
  return ranks;
}

/** Infinities are equal to each other; their difference would be none. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** P(sum of the doubled ranks with a positive sign >= observed). */
function exactTail(ranks: readonly number[], observed: number): number {
  const total = ranks.reduce((a, b) => a + b, 0);
  // shares[s]: share of the patterns of signs whose positive ranks sum to s.
  const shares = new Float64Array(total + 1);
  shares[0] = 1;
  let largest = 0;
  for (const rank of ranks) {
    largest += rank;
    for (let sum = largest; sum >= 0; sum--) {
      shares[sum] = (shares[sum]! + (sum >= rank ? shares[sum - rank]! : 0)) / 2;
    }
  }
  // The small ones first, so that the tail of a tail is not rounded away.
  let tail = 0;
  for (let sum = total; sum >= observed; sum--) tail += shares[sum]!;
  return Math.min(1, tail);
}

function normalTail(ranks: readonly number[], observed: number): number {
  const mean = ranks.reduce((a, b) => a + b, 0) / 2;
  const sd = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  // Doubled sums step by 2, so half a step is 1.
  return normalCdf(-(observed - 1 - mean) / sd);
}
