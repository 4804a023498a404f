import type { Metrics } from './trial';

/** A metric and the two values that count as 0 and 1 of it; the order says which direction is better. */
export interface ScaledMetric {
  readonly metric: string;
  /** Different from each other: `[1e6, 1e4]` for a size, `[0.5, 1]` for an accuracy. */
  readonly range: readonly [worst: number, best: number];
}

/** What a candidate is worth, as one number of its quality and its cost. */
export type Reward = { readonly quality: ScaledMetric; readonly cost: ScaledMetric } & (
  | { readonly kind: 'mixed'; readonly alpha: number }
  /** `limit` in the units of the cost's metric. */
  | { readonly kind: 'cost-constrained'; readonly limit: number }
  /** `threshold` in the units of the quality's metric. */
  | { readonly kind: 'quality-constrained'; readonly threshold: number }
);

/** The metric that holds the reward of a measured candidate. */
export const REWARD_METRIC = 'reward';

/** The metrics that a reward is made of. */
export function metricsOfReward({ quality, cost }: Reward): readonly string[] {
  return [quality.metric, cost.metric];
}

/**
 * The rewards of MONAS (Hsu et al. 2018, arXiv:1806.10332) of a candidate's metrics: with quality and cost in [0, 1],
 *
 * - `mixed`: alpha quality - (1 - alpha) cost, in [-1, 1];
 * - `cost-constrained`: quality where the cost is below the limit, else 0;
 * - `quality-constrained`: 1 - cost where the quality reaches the threshold, else 0.
 *
 * Quality is 0 at the worst end of its range and 1 at the best, cost is 1 at the worst and 0 at the best; beyond the ends
 * both are clipped. Limits are compared as measured, unclipped. Departures: the paper's power and energy are any
 * metric here, and a range takes the place of its normalisation, which it does not define. A mixed reward cannot
 * find the concave parts of a front, whatever alpha.
 *
 * `undefined` where either metric is missing.
 */
export function rewardOf(metrics: Metrics, reward: Reward): number | undefined {
  const quality = metrics[reward.quality.metric];
  const cost = metrics[reward.cost.metric];
  if (quality === undefined || cost === undefined) return undefined;
  const good = scaled(quality, reward.quality);
  const expensive = 1 - scaled(cost, reward.cost);
  switch (reward.kind) {
    case 'mixed':
      return reward.alpha * good - (1 - reward.alpha) * expensive;
    case 'cost-constrained':
      return isBetter(cost, reward.limit, reward.cost) ? good : 0;
    case 'quality-constrained':
      return isBetter(reward.threshold, quality, reward.quality) ? 0 : 1 - expensive;
  }
}

/** The metrics with their reward, where there is one and both of its metrics are known. */
export function withReward(metrics: Metrics, reward: Reward | undefined): Metrics {
  const value = reward && rewardOf(metrics, reward);
  return value === undefined ? metrics : { ...metrics, [REWARD_METRIC]: value };
}

/** The first metric that the reward needs and that is not there. */
export function missingForReward(metrics: Metrics, reward: Reward | undefined): string | undefined {
  return reward && metricsOfReward(reward).find((name) => metrics[name] === undefined);
}

/** 0 at the worst end, 1 at the best. */
function scaled(value: number, { range: [worst, best] }: ScaledMetric): number {
  return Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

/** Strictly, in the direction of the range. */
function isBetter(a: number, b: number, { range: [worst, best] }: ScaledMetric): boolean {
  return best > worst ? a > b : a < b;
}
