/**
 * Adjusts p-values of several tests so that rejecting all below a level makes even one false rejection no more
 * probable than that level, whatever the tests have to do with each other.
 *
 * Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6(2), 1979: the
 * smallest of m is multiplied by m, the next by m - 1, and so on, none below the one before and none above 1.
 *
 * @returns one per test, in the tests' order
 */
export function holmAdjusted(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((i, j) => ps[i]! - ps[j]!);
  const adjusted = ps.map(() => 1);
  let largest = 0;
  for (const [place, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - place) * ps[i]!));
    adjusted[i] = largest;
  }
  return adjusted;
}
