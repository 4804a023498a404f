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
  isPositive.forEach((positive, i) => {
    if (positive === 0) return;
    positives++;
    const score = scores[i]!;
    below += (firstNotBelow(sorted, score) + firstAbove(sorted, score)) / 2;
  });
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  // Positives are among what is below as well: each pair of them once, as one below or as two halves, and each with itself, as a half.
  return (below - (positives * positives) / 2) / (positives * negatives);
}

function firstNotBelow(sorted: Float32Array, value: number): number {
  return firstWhere(sorted, (other) => other >= value);
}

function firstAbove(sorted: Float32Array, value: number): number {
  return firstWhere(sorted, (other) => other > value);
}

/** First position from which on `holds`, by bisection; the length where it never does. */
function firstWhere(sorted: Float32Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
