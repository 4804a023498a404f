import { InputError } from '../base/errors';
import { validationMetrics } from '../estimator/check-training';
import { deviceMetrics } from '../estimator/device-options';
import type { TrainingSpec } from '../estimator/options';
import { NAS_BENCH_201_METRICS } from '../estimator/table-nas-bench-201';
import type { MetricName } from '../trial/metric';
import type { Objective } from '../trial/objective';
import type { Experiment, TaskSpec } from './experiment';

/** What a search makes good when the experiment does not say. */
export function defaultObjectives(task: TaskSpec | undefined): readonly Objective[] {
  return task?.kind === 'regression'
    ? [{ metric: 'valRmse', goal: 'minimize' }]
    : [{ metric: 'valAccuracy', goal: 'maximize' }];
}

/**
 * The metrics that the estimator will yield for every candidate; `undefined` when
 * only the table's file says.
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

/** Throws `InputError` at the first objective or constraint on a metric that is not `available`, e.g. in a table that was read. */
export function checkMetrics(
  { objectives, constraints }: Pick<Experiment, 'objectives' | 'constraints'>,
  available: readonly string[],
): void {
  for (const [part, list] of Object.entries({ objectives, constraints })) {
    for (const [i, { metric }] of list.entries()) {
      if (!available.includes(metric)) {
        throw new InputError(
          `${part}[${i}].metric`,
          `expected one of ${available.join(', ')}, but got ${JSON.stringify(metric)}`,
        );
      }
    }
  }
}
