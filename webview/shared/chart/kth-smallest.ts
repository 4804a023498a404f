/**
 * The value that would stand at position `k` if the values were sorted. Reorders them, which the next call may go on
 * from. O(n) time but for orders made up against it.
 *
 * Hoare, "Algorithm 65: Find", Communications of the ACM 4(7), 1961, with the middle as the pivot: what comes in is
 * often sorted.
 */
export function kthSmallest(values: Float64Array, k: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >>> 1]!;
    let i = first;
    let j = last;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (k <= j) last = j;
    else if (k >= i) first = i;
    else break;
  }
  return values[k]!;
}
