import type { Point } from './domination';

/**
 * Measures how alone each point stands among points of one front: the sum over
 * objectives of the gap between its two neighbours, as a share of the
 * objective's range.
 *
 * Deb et al., NSGA-II, IEEE TEC 6(2), 2002, section III-B. Points with the
 * smallest or largest value of an objective get Infinity. Departure: the paper
 * leaves equal points to the order of the sort; here the distinct points are
 * measured, the first of a group of equal points takes their distance and
 * the others 0, so that copies never crowd out a different point. An objective
 * in which all points agree does not count.
 *
 * @returns one distance per point, in the points' order
 */
export function crowdingDistances(points: readonly Point[]): number[] {
  const distances = points.map(() => 0);
  const first = new Map<string, number>();
  for (const [i, point] of points.entries()) {
    const key = point.join(' ');
    if (!first.has(key)) first.set(key, i);
  }
  const distinct = [...first.values()];
  if (distinct.length <= 2) {
    for (const i of distinct) distances[i] = Infinity;
    return distances;
  }
  for (let objective = 0; objective < points[0]!.length; objective++) {
    const value = (i: number): number => points[i]![objective]!;
    const order = distinct.toSorted((i, j) => value(i) - value(j));
    const low = value(order[0]!);
    const high = value(order.at(-1)!);
    if (low === high) continue;
    for (const [place, i] of order.entries()) {
      const previous = order[place - 1];
      const next = order[place + 1];
      distances[i]! +=
        previous === undefined || next === undefined || value(i) === low || value(i) === high
          ? Infinity
          : (value(next) - value(previous)) / (high - low);
    }
  }
  return distances;
}
