import { InputError } from '../base/errors';
import type { Rng } from '../base/random';
import type { Cost } from '../graph/cost';
import { costOf } from '../graph/cost';
import type { Genotype, SearchSpace } from './space';

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

/** Draws before a space is taken to have no member within its limits; a draw costs a fraction of a millisecond. */
const MOST_DRAWS = 2_000;
const MOST_CHANGES = 200;

/**
 * The members of a space that keep limits on what their graph tells: a search
 * spends no training on the others.
 *
 * Samples are uniform over the encodings that keep them (by rejection).
 * Departures from the contract of a space: where none of 200 changes of a parent
 * keeps the limits, a mutation is a fresh sample; `count` counts what the knobs allow.
 *
 * @throws InputError at `constraints` when none of 2,000 samples keeps them
 */
export function limitedSpace(space: SearchSpace, limits: readonly CostLimit[]): SearchSpace {
  if (limits.length === 0) return space;
  const known = new Map<string, string | undefined>();
  const broken = (genotype: Genotype): string | undefined => {
    const key = genotype.join();
    if (!known.has(key)) known.set(key, brokenLimit(costOf(space.build(genotype)), limits));
    return known.get(key);
  };
  const keeps = (genotype: Genotype): boolean => broken(genotype) === undefined;
  const sample = (rng: Rng): Genotype =>
    firstOf(MOST_DRAWS, () => space.sample(rng), keeps) ??
    refuse(limits.map(({ metric }) => metric).join(' and '));
  return {
    ...space,
    check: (genotype) => space.check(genotype) ?? broken(genotype),
    sample,
    neighbours: (genotype) => space.neighbours(genotype).filter(keeps),
    mutate: (genotype, rng) => firstOf(MOST_CHANGES, () => space.mutate(genotype, rng), keeps) ?? sample(rng),
    crossover: (a, b, rng) => firstOf(MOST_CHANGES, () => space.crossover(a, b, rng), keeps) ?? a,
    countDistinct: () => undefined,
    enumerate: () => members(),
  };

  function* members(): Generator<Genotype> {
    for (const genotype of space.enumerate()) if (keeps(genotype)) yield genotype;
  }
}

function firstOf(
  times: number,
  draw: () => Genotype,
  fits: (genotype: Genotype) => boolean,
): Genotype | undefined {
  for (let i = 0; i < times; i++) {
    const genotype = draw();
    if (fits(genotype)) return genotype;
  }
  return undefined;
}

function refuse(metrics: string): never {
  throw new InputError(
    'constraints',
    `none of ${MOST_DRAWS} candidates of the space keeps the limits on ${metrics}; loosen them or make the space smaller`,
  );
}
