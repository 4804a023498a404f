import { InputError } from '../../core/base/errors';
import { constraintsOf } from '../../core/journal/query';
import { searchEpochs } from '../../core/journal/retrained';
import { enqueuedOf } from '../../core/search/enqueue';
import { costLimitsOf, limitedSpace } from '../../core/space/limited-space';
import { memberOf } from '../../core/space/member';
import type { SearchSpace } from '../../core/space/space';
import { runSpace } from './run-architecture';
import type { WatchedRun } from './watched-run';

/** What is wrong with a notation as a candidate of the run; `undefined` when nothing is. A table's file may still lack it. */
export function candidateProblem(run: WatchedRun, notation: string): string | undefined {
  return problemOf(() => memberOf(searchedSpace(run), notation));
}

/** Where the candidate is in the run already; `undefined` where it is not. */
export function knownCandidate(run: WatchedRun, notation: string): string | undefined {
  return problemOf(() => enqueuedOf({ notation }, searchedSpace(run), run.state));
}

/** Candidates that are trained and break a limit on what their graph tells are none of the run's. */
function searchedSpace(run: WatchedRun): SearchSpace {
  const space = runSpace(run);
  const isTrained = searchEpochs(run.state) !== undefined;
  return isTrained ? limitedSpace(space, costLimitsOf(constraintsOf(run.state))) : space;
}

function problemOf(step: () => unknown): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
