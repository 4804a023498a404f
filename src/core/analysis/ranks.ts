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
