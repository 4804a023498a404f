/** A function to be minimised: answers its value at `x` and writes its gradient into `gradient`. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  readonly maxIterations: number;
  /** Pairs of steps and gradients that stand for the curvature. */
  readonly memory?: number;
  /** Stops where no component of the gradient is larger. */
  readonly gradientTolerance?: number;
  /** Longest first step; the curvature decides from then on. */
  readonly firstStep?: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

const MAX_HALVINGS = 20;
/** Share of the promised decrease that a step must bring (Armijo). */
const SUFFICIENT = 1e-4;

/**
 * Minimises by L-BFGS with a backtracking line search.
 *
 * Nocedal and Wright, "Numerical Optimization", 2nd edition, algorithms 7.4 and 7.5. Departure: the line
 * search asks for sufficient decrease only; a pair without positive curvature is left out, which keeps the
 * direction one of descent. A value that is not finite counts as too large a step. Never ends worse than `start`.
 */
export function minimize(f: Differentiable, start: Float64Array, options: LbfgsOptions): Minimum {
  const { maxIterations, memory = 8, gradientTolerance = 1e-5, firstStep = 1 } = options;
  let x = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(x.length);
  let value = f(x, gradient);
  const pairs: Pair[] = [];
  let iterations = 0;

  while (iterations < maxIterations && largest(gradient) > gradientTolerance) {
    const direction = descent(gradient, pairs);
    const slope = dot(gradient, direction);
    const scale = pairs.length === 0 ? Math.min(1, firstStep / Math.sqrt(dot(direction, direction))) : 1;
    const found = lineSearch(f, { x, value, direction, slope, scale });
    if (!found) break;
    iterations++;
    const step = difference(found.x, x);
    const change = difference(found.gradient, gradient);
    const curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) {
      pairs.push({ step, change, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    ({ x, value, gradient } = found);
  }
  return { x, value, iterations };
}

interface Line {
  readonly x: Float64Array;
  readonly value: number;
  readonly direction: Float64Array;
  readonly slope: number;
  readonly scale: number;
}

function lineSearch(
  f: Differentiable,
  { x, value, direction, slope, scale }: Line,
): { x: Float64Array<ArrayBuffer>; value: number; gradient: Float64Array } | undefined {
  let t = scale;
  for (let halvings = 0; halvings < MAX_HALVINGS; halvings++, t /= 2) {
    const next = x.map((xi, i) => xi + t * direction[i]!);
    const gradient = new Float64Array(x.length);
    const there = f(next, gradient);
    if (there <= value + SUFFICIENT * t * slope && gradient.every(Number.isFinite)) {
      return there < value ? { x: Float64Array.from(next), value: there, gradient } : undefined;
    }
  }
  return undefined;
}

/** The two-loop recursion. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { step, change, rho } of pairs.toReversed()) {
    const alpha = rho * dot(step, q);
    alphas.push(alpha);
    addScaled(q, change, -alpha);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (const { step, change, rho } of pairs) {
    addScaled(q, step, alphas.pop()! - rho * dot(change, q));
  }
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * from[i]!;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((ai, i) => ai - b[i]!);
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
