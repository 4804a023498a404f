/** Ranks from 1, ascending; equal values share the mean of their ranks. O(n log n). */
export function averageRanks(values: Float64Array): Float64Array {
  const order = ascendingOrder(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** The same of whole numbers from 0, as `denseRanks` makes them: counted instead of sorted. O(n + largest). */
export function averageOfDenseRanks(ranks: Uint32Array): Float64Array {
  let largest = 0;
  for (let i = 0; i < ranks.length; i++) if (ranks[i]! > largest) largest = ranks[i]!;
  const counts = new Uint32Array(largest + 1);
  for (let i = 0; i < ranks.length; i++) counts[ranks[i]!]!++;
  const means = new Float64Array(counts.length);
  let before = 0;
  for (let rank = 0; rank < counts.length; rank++) {
    means[rank] = before + (counts[rank]! + 1) / 2;
    before += counts[rank]!;
  }
  return Float64Array.from(ranks, (rank) => means[rank]!);
}

/** Positions of `values` from the least to the largest. */
export function ascendingOrder(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
}

/** Each value as the number of smaller distinct values: what rank correlations ask for, and cheap to sort by. */
export function denseRanks(values: Float64Array): Uint32Array {
  const order = ascendingOrder(values);
  const ranks = new Uint32Array(values.length);
  for (let i = 1; i < order.length; i++) {
    const isTied = values[order[i]!] === values[order[i - 1]!];
    ranks[order[i]!] = ranks[order[i - 1]!]! + Number(!isTied);
  }
  return ranks;
}
