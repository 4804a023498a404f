import { InputError, show } from '../base/errors';
import { validationMetrics } from '../estimator/check-training';
import { deviceMetrics } from '../estimator/device-options';
import type { TrainingSpec } from '../estimator/options';
import { NAS_BENCH_201_METRICS } from '../estimator/table-nas-bench-201';
import type { MetricName } from '../trial/metric';
import type { Objective } from '../trial/objective';
import { REWARD_METRIC } from '../trial/reward';
import type { Reward } from '../trial/reward';
import type { Experiment, TaskSpec } from './experiment';

/** What a search makes good when the experiment does not say. */
export function defaultObjectives(task: TaskSpec | undefined, reward?: Reward): readonly Objective[] {
  if (reward) return [{ metric: REWARD_METRIC, goal: 'maximize' }];
  return task?.kind === 'regression'
    ? [{ metric: 'valRmse', goal: 'minimize' }]
    : [{ metric: 'valAccuracy', goal: 'maximize' }];
}

/**
 * The metrics that the estimator will yield for every candidate, without the
 * reward that is made of them; `undefined` when only the table's file says.
 *
 * Test metrics of trained candidates are not among them: a search never selects
 * on test data.
 *
 * @param classes as many as could be, where the data have not been read
 */
export function metricsOf(
  experiment: Pick<Experiment, 'task' | 'estimator'>,
  classes = Infinity,
): readonly string[] | undefined {
  const { task, estimator } = experiment;
  if (estimator.kind === 'training') return trainingMetrics(task?.kind, classes, estimator);
  // Only a NAS-Bench-201 file has a choice of data sets and schedules.
  return estimator.dataset !== undefined || estimator.epochs !== undefined
    ? NAS_BENCH_201_METRICS.map(({ name }) => name)
    : undefined;
}

function trainingMetrics(
  kind: TaskSpec['kind'] | undefined,
  classes: number,
  spec: TrainingSpec,
): readonly MetricName[] {
  const quality = validationMetrics(kind === 'regression' ? 'values' : 'classes', classes);
  const cost: MetricName[] = ['trainLoss', 'trainMs', 'epochs', 'paramCount', 'macs', 'activationBytes'];
  return [...quality, ...cost, ...deviceMetrics(spec)];
}

/**
 * Throws `InputError` at the first part of the reward, objective or constraint on a metric that the estimator does not
 * yield, e.g. as a table that was read says, or where it yields a reward of its own.
 *
 * @param yielded without the reward
 */
export function checkMetrics(
  { reward, objectives, constraints }: Pick<Experiment, 'reward' | 'objectives' | 'constraints'>,
  yielded: readonly string[],
): void {
  if (reward) checkReward(reward, yielded);
  const available = reward ? [...yielded, REWARD_METRIC] : yielded;
  for (const [part, list] of Object.entries({ objectives, constraints })) {
    for (const [i, { metric }] of list.entries()) {
      if (!available.includes(metric)) {
        throw new InputError(
          `${part}[${i}].metric`,
          `expected one of ${available.join(', ')}${hintAt(metric)}, but got ${JSON.stringify(metric)}`,
        );
      }
    }
  }
}

function checkReward(reward: Reward, yielded: readonly string[]): void {
  if (yielded.includes(REWARD_METRIC)) {
    throw new InputError(
      'reward',
      `expected nothing, because there is a metric of that name already, but got ${show(reward)}`,
    );
  }
  for (const part of ['quality', 'cost'] as const) {
    const { metric } = reward[part];
    if (yielded.includes(metric)) continue;
    throw new InputError(
      `reward.${part}.metric`,
      `expected one of ${yielded.join(', ')}, but got ${show(metric)}`,
    );
  }
}

/** What to do about a metric that only another part of the experiment makes. */
export function hintAt(metric: string): string {
  return metric === REWARD_METRIC ? '; reward with the key reward, which says what it is made of' : '';
}
