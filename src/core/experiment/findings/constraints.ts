import { brokenLimit, costLimitsOf } from '../../space/limited-space';
import type { CostLimit } from '../../space/limited-space';
import type { SampledCost } from '../../space/space-picture';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';

/** A limit, and which of the constraints it is. */
interface Placed {
  readonly limit: CostLimit;
  readonly i: number;
}

/** Constraints on what the graph tells that no sampled candidate keeps: alone, or where each alone is kept, together. */
export function constraintFindings({ constraints }: Experiment, costs: readonly SampledCost[]): Finding[] {
  const limits = constraints.flatMap((constraint, i) =>
    costLimitsOf([constraint]).map((limit) => ({ limit, i })),
  );
  if (costs.length === 0) return [];
  const alone = limits.filter((one) => keeping(costs, [one]).length === 0);
  if (alone.length > 0) return alone.map((one) => aloneFinding(one, costs));
  return keeping(costs, limits).length === 0 ? [jointFinding(limits, costs)] : [];
}

function aloneFinding({ limit, i }: Placed, costs: readonly SampledCost[]): Finding {
  const values = costs.map((cost) => cost[limit.metric]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // Where one end alone is in the way, moving it to the nearest sampled value lets a candidate through.
  const end = limit.max !== undefined && limit.max < least ? 'max' : 'min';
  return {
    ...neverMet(['constraints', i]),
    problem: `none of ${values.length} sampled candidates keeps this limit: their ${limit.metric} is between ${least} and ${most}`,
    mend: { path: ['constraints', i, end], value: end === 'max' ? middle(values) : least },
    removable: true,
  };
}

/** At the last limit without which candidates are left; of several that are in each other's way, at all of them. */
function jointFinding(limits: readonly Placed[], costs: readonly SampledCost[]): Finding {
  const without = (one: Placed) =>
    keeping(
      costs,
      limits.filter((other) => other !== one),
    );
  const last = limits.findLast((one) => without(one).length > 0);
  const names = limits.map(({ limit }) => limit.metric).join(' and ');
  const problem = `none of ${costs.length} sampled candidates keeps the limits on ${names} together, though each alone is kept`;
  if (!last) return { ...neverMet(['constraints']), at: 'key', problem };
  const { limit, i } = last;
  const values = without(last).map((cost) => cost[limit.metric]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const end = endInTheWay(limit, least, most);
  return {
    ...neverMet(['constraints', i]),
    problem: `${problem}: ${limit.metric} is between ${least} and ${most} where the others are kept`,
    ...(end && { mend: { path: ['constraints', i, end], value: middle(values) } }),
    removable: true,
  };
}

/** `undefined` where the values lie on both sides of a narrow limit. */
function endInTheWay({ min, max }: CostLimit, least: number, most: number): 'min' | 'max' | undefined {
  if (max !== undefined && max < least) return 'max';
  return min !== undefined && min > most ? 'min' : undefined;
}

function neverMet(path: Finding['path']): Omit<Finding, 'problem'> {
  return {
    severity: 'warning',
    code: 'constraint-never-met',
    path,
    at: 'value',
    choices: [],
    removable: false,
  };
}

function keeping(costs: readonly SampledCost[], limits: readonly Placed[]): readonly SampledCost[] {
  const all = limits.map(({ limit }) => limit);
  return costs.filter((cost) => brokenLimit(cost, all) === undefined);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
