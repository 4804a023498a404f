/**
 * Area under the ROC curve: how probable it is that a positive example scores
 * higher than a negative one, equals counted half (the Mann-Whitney statistic
 * by midranks, Hanley and McNeil 1982). O(n log n).
 *
 * @param isPositive 1 or 0 for each score
 * @returns `undefined` when all are positive, or none is
 */
export function areaUnderCurve(scores: Float32Array, isPositive: Uint8Array): number | undefined {
  const sorted = scores.slice().sort();
  let positives = 0;
  let below = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isPositive[i] === 0) continue;
    positives++;
    const score = scores[i]!;
    const first = firstNotBelow(sorted, score, 0);
    below += (first + firstAbove(sorted, score, first)) / 2;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  // Positives are among what is below as well: each pair of them once, as one below or as two halves, and each with itself, as a half.
  return (below - (positives * positives) / 2) / (positives * negatives);
}

/** First position from `low` on whose value is `value` or more, by bisection; the length where there is none. */
function firstNotBelow(sorted: Float32Array, value: number, low: number): number {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** First position from `low` on whose value is more than `value`. */
function firstAbove(sorted: Float32Array, value: number, low: number): number {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
