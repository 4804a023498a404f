/** Neighbouring points of a curve, first and last among them. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  /** Every search has a value there. */
  readonly isWhole: boolean;
}

/**
 * A mean over searches in stretches: where all of them have a value, and where only some do. A mean over some is
 * another quantity: it falls when a weak search gets its first value late, or a strong one has ended, although none
 * of them got worse. Stretches follow one another without a gap: one over some reaches to the points beside it.
 *
 * @param counts how many searches have a value, at each point; points without any belong to no stretch
 * @param all how many searches there are
 */
export function curveStretches(counts: readonly number[], all: number): Stretch[] {
  const stretches: Stretch[] = [];
  let first = 0;
  while (first < counts.length) {
    if (counts[first] === 0) {
      first++;
      continue;
    }
    const isWhole = counts[first]! >= all;
    let last = first;
    while (last + 1 < counts.length && counts[last + 1]! > 0 && counts[last + 1]! >= all === isWhole) last++;
    const isKnown = (i: number): boolean => (counts[i] ?? 0) > 0;
    stretches.push(
      isWhole
        ? { first, last, isWhole }
        : {
            first: isKnown(first - 1) ? first - 1 : first,
            last: isKnown(last + 1) ? last + 1 : last,
            isWhole,
          },
    );
    first = last + 1;
  }
  return stretches;
}
