/** A point of objective values, every one to be maximised. */
export type Point = readonly number[];

/**
 * Says whether `a` is at least as good as `b` everywhere and better somewhere.
 *
 * Equal points do not dominate each other.
 */
export function dominates(a: Point, b: Point): boolean {
  let better = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < b[i]!) return false;
    if (a[i]! > b[i]!) better = true;
  }
  return better;
}

/**
 * Finds the positions of the points that no other point dominates, ascending.
 *
 * Equal points on the front are all there. O(n log n) time for one and two
 * objectives, O(m n f) beyond, f being the front's size.
 */
export function paretoFront(points: readonly Point[]): number[] {
  // Descending lexicographic order: a point can only be dominated by an earlier one.
  const order = [...points.keys()].sort((i, j) => compareDescending(points[i]!, points[j]!));
  const front: number[] = [];
  const objectives = points[0]?.length ?? 0;
  for (const position of order) {
    const point = points[position]!;
    const dominated =
      objectives <= 2
        ? front.length > 0 && dominates(points[front.at(-1)!]!, point)
        : front.some((i) => dominates(points[i]!, point));
    if (!dominated) front.push(position);
  }
  return front.sort((i, j) => i - j);
}

/**
 * Ranks points by repeated removal of the front: 0 marks the front, 1 the front
 * of the rest, and so on.
 *
 * One and two objectives: a sweep with a binary search among the fronts, O(n log n); Jensen, "Reducing the Run-Time
 * Complexity of Multiobjective EAs", IEEE TEC 7(5), 2003, section III. Beyond: Deb et al., NSGA-II, IEEE TEC 6(2),
 * 2002, section III-A (fast non-dominated sort), O(m n²) time, O(n²) memory at worst.
 *
 * @returns one rank per point, in the points' order
 */
export function nonDominatedRanks(points: readonly Point[]): number[] {
  return (points[0]?.length ?? 0) <= 2 ? sweptRanks(points) : sortedRanks(points);
}

function sweptRanks(points: readonly Point[]): number[] {
  const ranks = points.map(() => 0);
  const order = [...points.keys()].sort((i, j) => compareDescending(points[i]!, points[j]!));
  // Of each front the point that came last; it has the front's largest second objective.
  const lasts: Point[] = [];
  for (const position of order) {
    const point = points[position]!;
    let low = 0;
    let high = lasts.length;
    // Whatever a front dominates, the fronts above it dominate too.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (dominates(lasts[middle]!, point)) low = middle + 1;
      else high = middle;
    }
    lasts[low] = point;
    ranks[position] = low;
  }
  return ranks;
}

function sortedRanks(points: readonly Point[]): number[] {
  const ranks = points.map(() => 0);
  const below: number[][] = points.map(() => []);
  const nAbove = points.map(() => 0);
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      if (dominates(points[i]!, points[j]!)) {
        below[i]!.push(j);
        nAbove[j]!++;
      } else if (dominates(points[j]!, points[i]!)) {
        below[j]!.push(i);
        nAbove[i]!++;
      }
    }
  }
  let layer = [...points.keys()].filter((i) => nAbove[i] === 0);
  for (let rank = 0; layer.length > 0; rank++) {
    const next: number[] = [];
    for (const i of layer) {
      ranks[i] = rank;
      for (const j of below[i]!) if (--nAbove[j]! === 0) next.push(j);
    }
    layer = next;
  }
  return ranks;
}

function compareDescending(a: Point, b: Point): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return b[i]! - a[i]!;
  return 0;
}
