/**
 * Wilcoxon's signed rank test, one-sided: the probability of differences this
 * much in favour of positive ones if both signs were equally likely.
 *
 * Zeros are left out, equal sizes share their mean rank. Exact for at most 30
 * differences (all sign patterns, counted by dynamic programming over doubled
 * rank sums, so that shared ranks are whole), normal approximation with
 * continuity and tie correction beyond.
 */
export function wilcoxonSignedRank(differences: readonly number[]): number {
  const nonZero = differences.filter((d) => d !== 0);
  const n = nonZero.length;
  if (n === 0) return 1;
  const ranks = doubledRanks(nonZero.map(Math.abs));
  const observed = ranks.reduce((sum, rank, i) => sum + (nonZero[i]! > 0 ? rank : 0), 0);
  return n <= 30 ? exactTail(ranks, observed) : normalTail(ranks, observed);
}

function doubledRanks(sizes: readonly number[]): number[] {
  return sizes.map((size) => {
    const below = sizes.filter((other) => other < size).length;
    const equal = sizes.filter((other) => other === size).length;
    return 2 * below + equal + 1;
  });
}

function exactTail(ranks: readonly number[], observed: number): number {
  const total = ranks.reduce((a, b) => a + b, 0);
  // counts[s]: share of the sign patterns whose positive ranks sum to s.
  let counts = new Float64Array(total + 1);
  counts[0] = 1;
  for (const rank of ranks) {
    const next = new Float64Array(total + 1);
    for (let sum = 0; sum <= total; sum++) {
      const share = counts[sum]! / 2;
      if (share === 0) continue;
      next[sum]! += share;
      next[sum + rank]! += share;
    }
    counts = next;
  }
  return counts.slice(observed).reduce((a, b) => a + b, 0);
}

function normalTail(ranks: readonly number[], observed: number): number {
  const mean = ranks.reduce((a, b) => a + b, 0) / 2;
  const sd = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  // Sums of doubled ranks step by 2, so half a step is 1.
  return upperTail((observed - 1 - mean) / sd);
}

/** P(Z > z), Abramowitz and Stegun 26.2.17, absolute error below 1e-7. */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
