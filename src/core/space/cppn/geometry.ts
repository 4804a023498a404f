import type { Shape } from '../../graph/operation';

/** Where a unit lies: `[x, y, z]`, each in [-1, 1]. x and y are places in a map, z tells maps apart. */
export type Place = readonly [x: number, y: number, z: number];

/** Two units that a weight connects, or would. */
export interface Pair {
  readonly source: Place;
  readonly target: Place;
}

/** What a pattern may be a function of. */
export const POINT_INPUTS = {
  x1: ({ source }) => source[0],
  y1: ({ source }) => source[1],
  z1: ({ source }) => source[2],
  x2: ({ target }) => target[0],
  y2: ({ target }) => target[1],
  z2: ({ target }) => target[2],
  dx: ({ source, target }) => Math.abs(source[0] - target[0]),
  dy: ({ source, target }) => Math.abs(source[1] - target[1]),
} as const satisfies Record<string, (pair: Pair) => number>;

export type PointInput = keyof typeof POINT_INPUTS;

/** The units of a layer that puts out `shape`, in row-major order: an image has its own x and y, a vector lies along x. */
export function placesOf(shape: Shape): Place[] {
  if (shape.length === 1) return spread(shape[0]!).map((x): Place => [x, 0, 0]);
  const [height, width, channels] = shape as readonly [number, number, number];
  return spread(height).flatMap((y) =>
    spread(width).flatMap((x) => spread(channels).map((z): Place => [x, y, z])),
  );
}

/** The pairs of a dense kernel `[sources, targets]`, row-major. */
export function densePairs(source: Shape, units: number): Pair[] {
  const targets = placesOf([units]);
  return placesOf(source).flatMap((from) => targets.map((to): Pair => ({ source: from, target: to })));
}

/**
 * The pairs of a convolution's kernel `[height, width, channels, filters]`, row-major. All units of a map share it, so one
 * stands for them: it lies in the middle of its window, which is taken for the whole of the map below.
 */
export function convolutionPairs(
  [height, width]: readonly [number, number],
  channels: number,
  filters: number,
): Pair[] {
  const targets = spread(filters).map((z): Place => [0, 0, z]);
  return placesOf([height, width, channels]).flatMap((source) =>
    targets.map((target): Pair => ({ source, target })),
  );
}

/** `n` numbers from -1 to 1, exactly as far below 0 as above; a single one lies in the middle. */
function spread(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (n === 1 ? 0 : (2 * i - (n - 1)) / (n - 1)));
}
