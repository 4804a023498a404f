import type { Cost } from '../graph/cost';
import { costOf } from '../graph/cost';
import { filteredSpace } from './filtered-space';
import type { SearchSpace } from './space';

/** Metrics that are known from the graph, before anything is trained. */
const COST_METRICS = ['paramCount', 'macs', 'activationBytes'] as const satisfies readonly (keyof Cost)[];

export type CostMetric = (typeof COST_METRICS)[number];

/** At least one of the two ends is there. */
export interface CostLimit {
  readonly metric: CostMetric;
  readonly min?: number;
  readonly max?: number;
}

/** Of all limits, those on what the graph tells. */
export function costLimitsOf(
  limits: readonly (Omit<CostLimit, 'metric'> & { readonly metric: string })[],
): CostLimit[] {
  return limits.flatMap((limit) => {
    const metric = COST_METRICS.find((name) => name === limit.metric);
    return metric ? [{ ...limit, metric }] : [];
  });
}

/** The first limit that a candidate breaks, in words; `undefined` when it keeps them all. */
export function brokenLimit(
  cost: Readonly<Record<CostMetric, number>>,
  limits: readonly CostLimit[],
): string | undefined {
  for (const { metric, min, max } of limits) {
    if (max !== undefined && cost[metric] > max) return `${metric} is ${cost[metric]}, above ${max}`;
    if (min !== undefined && cost[metric] < min) return `${metric} is ${cost[metric]}, below ${min}`;
  }
  return undefined;
}

/**
 * The members of a space that keep limits on what their graph tells: a search
 * spends no training on the others. See `filteredSpace`.
 *
 * @throws InputError at `constraints` from `sample`, when none of 2,000 draws keeps them; a draw costs a fraction of a millisecond
 */
export function limitedSpace(space: SearchSpace, limits: readonly CostLimit[]): SearchSpace {
  if (limits.length === 0) return space;
  const known = new Map<string, string | undefined>();
  const metrics = limits.map(({ metric }) => metric).join(' and ');
  return filteredSpace(space, {
    reasonOf(genotype) {
      const key = genotype.join();
      if (!known.has(key)) known.set(key, brokenLimit(costOf(space.build(genotype)), limits));
      return known.get(key);
    },
    path: 'constraints',
    advice: `keeps the limits on ${metrics}; loosen them or make the space smaller`,
  });
}
