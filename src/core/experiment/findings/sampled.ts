import type { SearchSpace } from '../../space/space';
import type { SampledCost } from '../../space/space-picture';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { constraintFindings } from './constraints';
import { effectFindings } from './effects';
import { reachFindings } from './reach';

/** What a look at the space or the data has found out. */
export interface SampledFacts {
  /** Of a few hundred candidates; empty where none can be built. */
  readonly costs: readonly SampledCost[];
  /** Absent where the data were not read. */
  readonly trainExamples?: number | undefined;
}

/**
 * What is wrong with an experiment as far as only candidates can tell: these are built, a few hundred of them, so it
 * takes tenths of a second and is nothing for every keystroke. Deterministic.
 */
export function sampledFindings(
  experiment: Experiment,
  space: SearchSpace,
  { costs, trainExamples }: SampledFacts,
): Finding[] {
  return [
    ...constraintFindings(experiment, costs),
    ...batchFindings(experiment, trainExamples),
    ...effectFindings(experiment, space),
    ...(costs.length > 0 ? reachFindings(experiment, space) : []),
  ];
}

function batchFindings({ estimator }: Experiment, trainExamples: number | undefined): Finding[] {
  if (estimator.kind !== 'training' || trainExamples === undefined || estimator.batchSize <= trainExamples)
    return [];
  return [
    {
      severity: 'warning',
      code: 'batch-too-large',
      path: ['estimator', 'batchSize'],
      at: 'value',
      problem: `a batch of ${estimator.batchSize} is larger than the ${trainExamples} training examples: every epoch is one step`,
      choices: [trainExamples],
      removable: false,
    },
  ];
}
