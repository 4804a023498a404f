import type { Comparison, GroupResult } from './side-by-side';

/** The best mean first; those without a value last. */
export function ranked({ groups, measure }: Comparison): GroupResult[] {
  const sign = measure.kind === 'metric' && measure.goal === 'minimize' ? 1 : -1;
  return groups.toSorted(
    ({ value: a }, { value: b }) =>
      Number(a.mean === undefined) - Number(b.mean === undefined) || sign * ((a.mean ?? 0) - (b.mean ?? 0)),
  );
}

/** Those with the best mean: one, or several that share it; none where no group has a value. */
export function leaders(comparison: Comparison): GroupResult[] {
  const inOrder = ranked(comparison);
  const best = inOrder[0]?.value.mean;
  return best === undefined ? [] : inOrder.filter(({ value }) => value.mean === best);
}
