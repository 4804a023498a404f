import { checkTraining } from '../estimator/check-training';
import type { Shape } from '../graph/operation';
import type { Experiment } from './experiment';
import { checkMetrics, metricsOf } from './resolve';

/** What of a data set an experiment has to go with. */
export interface DataSummary {
  readonly name: string;
  readonly inputShape: Shape;
  /** Classes, or targets of a regression. */
  readonly outputUnits: number;
}

/** Throws `InputError` where training options, objectives or constraints of an experiment do not go with its data. */
export function checkData(experiment: Experiment, { name, inputShape, outputUnits }: DataSummary): void {
  const { estimator, task } = experiment;
  if (estimator.kind !== 'training') return;
  const kind = task?.kind === 'regression' ? 'values' : 'classes';
  checkTraining(estimator, { name, inputShape, target: { kind, count: outputUnits } });
  checkMetrics(experiment, metricsOf(experiment, outputUnits) ?? []);
}
