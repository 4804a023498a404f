import type { CostLimit, CostMetric } from './limited-space';
import { brokenLimit, costLimitsOf } from './limited-space';

/** What a limit does to a sample. */
export interface CostConstraintEffect {
  readonly known: true;
  /** In the experiment: `constraints[0]`. */
  readonly path: string;
  readonly metric: CostMetric;
  readonly min?: number;
  readonly max?: number;
  /** How many of the sampled candidates keep it. */
  readonly kept: number;
  /** The sampled value nearest to the limit, where no candidate keeps it. */
  readonly nearest?: number;
  /** Values of `max`, or of `min` where there is no `max`, that half and nine tenths of the sample keep. */
  readonly forHalf: number;
  readonly forNineTenths: number;
}

/** A limit on what is measured: only the search can tell what it does. */
export interface MeasuredConstraint {
  readonly known: false;
  readonly path: string;
  readonly metric: string;
  readonly min?: number;
  readonly max?: number;
}

export type ConstraintEffect = CostConstraintEffect | MeasuredConstraint;

export interface ConstraintEffects {
  readonly each: readonly ConstraintEffect[];
  /** How many of the sampled candidates keep all limits that the graph tells. */
  readonly keptByAll: number;
  readonly sampled: number;
}

interface Limit {
  readonly metric: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What limits do to a sample of candidates, one by one and together. @param costs of the sample; may be none, for a space without networks */
export function constraintEffects(
  constraints: readonly Limit[],
  costs: readonly Readonly<Record<CostMetric, number>>[],
): ConstraintEffects {
  const limits = constraints.map(ends);
  return {
    each: limits.map((limit, i) => effectOf(limit, `constraints[${i}]`, costs)),
    keptByAll: keeping(costLimitsOf(limits), costs),
    sampled: costs.length,
  };
}

function effectOf(
  limit: ReturnType<typeof ends>,
  path: string,
  costs: readonly Readonly<Record<CostMetric, number>>[],
): ConstraintEffect {
  const [cost] = costLimitsOf([limit]);
  if (!cost || costs.length === 0) return { known: false, path, ...limit };
  const { metric, min, max } = cost;
  const values = costs.map((one) => one[metric]).sort((a, b) => a - b);
  const kept = keeping([cost], costs);
  const nearest = kept > 0 ? undefined : nearestOf(values, cost);
  // Of a sorted sample: a maximum keeps the first ones, a minimum the last ones.
  const keptBy = (share: number): number => {
    const n = Math.ceil(share * values.length);
    return max === undefined ? values[values.length - n]! : values[n - 1]!;
  };
  return {
    known: true,
    path,
    metric,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    kept,
    ...(nearest !== undefined && { nearest }),
    forHalf: keptBy(0.5),
    forNineTenths: keptBy(0.9),
  };
}

function keeping(
  limits: readonly CostLimit[],
  costs: readonly Readonly<Record<CostMetric, number>>[],
): number {
  return costs.filter((cost) => brokenLimit(cost, limits) === undefined).length;
}

function nearestOf(values: readonly number[], { min = -Infinity, max = Infinity }: CostLimit): number {
  const distance = (value: number) => Math.max(value - max, min - value);
  return values.reduce((best, value) => (distance(value) < distance(best) ? value : best));
}

function ends({ metric, min, max }: Limit): { metric: string; min?: number; max?: number } {
  return { metric, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
