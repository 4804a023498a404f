import { bestPossible, chooseMeasure } from '../core/comparison/choose-measure';
import type { MeasureSources, MeasureWishes } from '../core/comparison/choose-measure';
import { compareSearches } from '../core/comparison/compare';
import type { ComparedSearches } from '../core/comparison/compare';
import type { ComparisonResult } from '../core/comparison/result';
import type { SearchRecord } from '../core/comparison/search-record';
import { metricsOf } from '../core/experiment/resolve';
import { missingMetric } from '../core/journal/query';
import { METRICS } from '../core/trial/metric';
import { REWARD_METRIC, withReward } from '../core/trial/reward';
import type { Metrics } from '../core/trial/trial';
import type { ComparisonPlan } from './compare-plan';
import type { Prepared } from './prepare';
import { PRODUCT_VERSION } from './version';

/** Refuses, before anything is searched, a metric or reference that the experiment does not have. */
export function requireMeasure(prepared: Prepared, wishes: MeasureWishes): void {
  chooseMeasure(sourcesOf(prepared, []), wishes);
}

/** The statistics of searches that are all there, and what they were made of. */
export function comparisonResult(
  prepared: Prepared,
  experimentName: string,
  canonical: Readonly<Record<string, unknown>>,
  plan: ComparisonPlan,
  records: readonly (readonly SearchRecord[])[],
): { readonly result: ComparisonResult; readonly compared: ComparedSearches } {
  const { experiment, source } = prepared;
  const { objectives, constraints } = experiment;
  const { strategies, seeds, budget, baseline } = plan;
  const sources = sourcesOf(prepared, records.flat());
  const measure = chooseMeasure(sources, plan);
  const compared = { objectives, constraints, strategies, seeds, records, measure, budget };
  const best = bestPossible(sources, measure);
  const hasSeconds = records.flat().every(({ seconds }) => seconds !== undefined);
  const statistics = compareSearches(compared, { evaluations: plan.at, seconds: plan.atSeconds, baseline });
  const result: ComparisonResult = {
    format: 'nas-comparison',
    version: 1,
    product: PRODUCT_VERSION,
    experimentName,
    experiment: canonical,
    objectives,
    measure,
    budget,
    seeds,
    ...(hasSeconds
      ? { seconds: source.kind === 'table' ? ('simulated' as const) : ('measured' as const) }
      : {}),
    ...(best === undefined ? {} : { bestPossible: best }),
    ...(baseline === undefined ? {} : { baseline }),
    ...statistics,
  };
  return { result, compared };
}

function sourcesOf({ experiment, source }: Prepared, records: readonly SearchRecord[]): MeasureSources {
  const { objectives, constraints, reward } = experiment;
  const found = records.flatMap(({ bests }) => bests.map(({ metrics }) => metrics));
  const aims = { objectives, constraints, found };
  const rewardName = reward ? [REWARD_METRIC] : [];
  if (source.kind === 'data') {
    const tests = Object.keys(METRICS).filter((name) => name.startsWith('test'));
    return { ...aims, names: [...(metricsOf(experiment) ?? []), ...rewardName, ...tests] };
  }
  const { metrics: specs, rows } = source.table;
  const all = rows
    .map(({ metrics }) => withReward(metrics, reward))
    .filter((metrics) => isWhole(metrics) && missingMetric(metrics, objectives, constraints) === undefined);
  return { ...aims, specs, all, names: [...specs.map(({ name }) => name), ...rewardName] };

  function isWhole(metrics: Metrics): boolean {
    return specs.every(({ name }) => metrics[name] !== undefined);
  }
}
