import { METRICS, metricSpec } from '../trial/metric';
import type { TrialId } from '../trial/trial';
import { bestTrial, frontTrials, objectivesOf } from './query';
import type { Retrained, RunState } from './run-state';

/** What is to be trained anew: each trial with seeds 0 to `seeds - 1`. */
export interface RetrainPlan {
  readonly trials: readonly TrialId[];
  readonly epochs: number;
  readonly seeds: number;
}

/** A metric over the seeds of one candidate. */
export interface Spread {
  readonly mean: number;
  /** Of the sample (n - 1); `undefined` for a single seed. */
  readonly deviation: number | undefined;
  readonly count: number;
}

/** Times as many epochs as the search gave a candidate, where nobody says. */
export const RETRAIN_FACTOR = 3;

export const RETRAIN_SEEDS = 3;

/** Of those with a result, the one that was asked for last. */
export function retrainedOf(
  { retrained }: Pick<RunState, 'retrained'>,
  trial: number,
): Retrained | undefined {
  return retrained.findLast((one) => one.trial === trial && one.seeds.length > 0);
}

/** `undefined` where no seed has the metric. */
export function spreadOf({ seeds }: Retrained, metric: string): Spread | undefined {
  const values = seeds.flatMap(({ metrics }) => metrics[metric] ?? []);
  if (values.length === 0) return undefined;
  const mean = sum(values) / values.length;
  const deviation =
    values.length === 1
      ? undefined
      : Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
  return { mean, deviation, count: values.length };
}

/** A deviation without digits that say nothing: two, where the unit does not already fix how many are written. */
export function shownDeviation(metric: string, deviation: number): number {
  const { unit } = metricSpec(metric);
  return unit === 'fraction' || unit === 'percent' ? deviation : Number(deviation.toPrecision(2));
}

/** Where the model of a seed lies, below the run's folder. */
export function retrainedModelPath(
  { trial, epochs }: Pick<Retrained, 'trial' | 'epochs'>,
  seed: number,
): readonly string[] {
  return ['retrained', `${trial}-${epochs}-epochs`, `seed-${seed}`];
}

/** The names of the test metrics of retrained candidates, in the catalog's order, the loss last. */
export function retrainedMetrics({ retrained }: Pick<RunState, 'retrained'>): string[] {
  const names = new Set(
    retrained.flatMap(({ seeds }) =>
      seeds.flatMap(({ metrics }) => Object.keys(metrics).filter((name) => name.startsWith('test'))),
    ),
  );
  const known = Object.keys(METRICS).filter((name) => names.has(name) && name !== 'testLoss');
  // Others are as tables name them.
  const others = [...names].filter((name) => name !== 'testLoss');
  return [...new Set([...known, ...others, ...names])];
}

/** Of test metrics the one to tell first: what the search made good, now on the test examples, or the first. */
export function mainTestMetric(
  state: RunState,
  names: readonly string[] = retrainedMetrics(state),
): string | undefined {
  const wished = objectivesOf(state).map(({ metric }) => metric.replace(/^val/, 'test'));
  return wished.find((name) => names.includes(name)) ?? names[0];
}

/**
 * The seed whose model stands for the candidate: the first. Which of them did
 * best on the test examples must not matter, or its result would be too good.
 */
export function exportedSeed({ seeds }: Retrained): number | undefined {
  return seeds[0]?.seed;
}

/** Seeds that are done and that are to do, of the retraining that has begun. */
export function retrainProgress({ retrained, retraining }: Pick<RunState, 'retrained' | 'retraining'>): {
  readonly done: number;
  readonly total: number;
  /** In [0, 1], epochs counted. */
  readonly fraction: number;
} {
  if (!retraining) return { done: 0, total: 0, fraction: 0 };
  const { trials, epochs, seeds, running } = retraining;
  const done = sum(
    retrained
      .filter((one) => one.epochs === epochs && trials.includes(one.trial))
      .map((one) => [...one.seeds, ...one.failed].filter(({ seed }) => seed < seeds).length),
  );
  const total = trials.length * seeds;
  const underway = sum(running.map(({ epoch }) => epoch / epochs));
  return { done, total, fraction: Math.min(1, (done + underway) / total) };
}

/** Until the rest is trained, at what a network of as many epochs has taken; null before one was. Milliseconds. */
export function retrainEtaMs(state: Pick<RunState, 'retrained' | 'retraining'>): number | null {
  const { retraining, retrained } = state;
  if (!retraining) return null;
  const times = retrained
    .filter(({ epochs }) => epochs === retraining.epochs)
    .flatMap(({ seeds }) => seeds.map(({ durationMs }) => durationMs));
  if (times.length === 0) return null;
  const { total, fraction } = retrainProgress(state);
  const atOnce = Math.max(1, retraining.running.length);
  return Math.round(((1 - fraction) * total * sum(times)) / times.length / atOnce);
}

/** The Pareto front, or the best trial of a search with one objective. Empty when nothing was measured. */
export function defaultRetrainTrials(state: RunState): TrialId[] {
  const front = objectivesOf(state).length > 1 ? frontTrials(state) : [];
  const best = front.length === 0 ? bestTrial(state) : undefined;
  return (best ? [best] : front).map(({ trial }) => trial);
}

/** The epochs of a trial of the search; `undefined` where nothing was trained. */
export function searchEpochs({ started }: RunState): number | undefined {
  const estimator = started?.experiment['estimator'];
  if (typeof estimator !== 'object' || estimator === null) return undefined;
  const isTraining = 'kind' in estimator && estimator.kind === 'training';
  return isTraining && 'epochs' in estimator && typeof estimator.epochs === 'number'
    ? estimator.epochs
    : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
