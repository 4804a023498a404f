import { costLimitsOf, limitedSpace } from '../../space/limited-space';
import type { SearchSpace } from '../../space/space';
import type { Experiment } from '../experiment';

/** A search of trained candidates leaves out those that break a limit which their graph tells. */
export function searchedSpace({ estimator, constraints }: Experiment, space: SearchSpace): SearchSpace {
  return estimator.kind === 'training' ? limitedSpace(space, costLimitsOf(constraints)) : space;
}
