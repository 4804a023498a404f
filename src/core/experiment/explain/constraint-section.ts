import { brokenLimit, costLimitsOf } from '../../space/limited-space';
import type { SampledCost } from '../../space/space-picture';
import { metricSpec } from '../../trial/metric';
import type { Experiment } from '../experiment';
import { code, exact } from './markdown';

/** What each constraint leaves of a sample, and all of them together. */
export function constraintSection({ constraints }: Experiment, costs: readonly SampledCost[]): string {
  const lines = constraints.map((constraint) => {
    const { metric, min, max } = constraint;
    const ends = [
      ...(min === undefined ? [] : [`at least ${exact(min)}`]),
      ...(max === undefined ? [] : [`at most ${exact(max)}`]),
    ].join(' and ');
    const what = `- ${metricSpec(metric).title} (${code(metric)}) ${ends}`;
    const limits = costLimitsOf([constraint]);
    return limits.length === 0 || costs.length === 0
      ? `${what}: known only once a candidate has been measured, so that it ranks candidates and takes none away.`
      : `${what}: kept by ${shareText(costs, limits)}.`;
  });
  const limits = costLimitsOf(constraints);
  const all =
    limits.length > 1 && costs.length > 0
      ? ['', `All of those that the graph tells together are kept by ${shareText(costs, limits)}.`]
      : [];
  const words =
    limits.length > 0 ? ['', 'Candidates that break what the graph tells are never proposed.'] : [];
  return [...lines, ...all, ...words].join('\n');
}

function shareText(costs: readonly SampledCost[], limits: ReturnType<typeof costLimitsOf>): string {
  const kept = costs.filter((cost) => brokenLimit(cost, limits) === undefined).length;
  return `${kept} of ${costs.length} sampled candidates (${((100 * kept) / costs.length).toFixed(1)} %)`;
}
