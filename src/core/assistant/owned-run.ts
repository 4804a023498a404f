import { InputError } from '../base/errors';
import { findRun } from './find-run';
import { conditionOf } from './run-words';
import type { RunCondition } from './run-words';
import type { RunPlace, Workspace } from './workspace';

/**
 * The run that `wanted` names, which this program controls and which is in one of
 * `conditions`. Throws `InputError` that says why it cannot be `done`.
 */
export async function ownedRun(
  workspace: Workspace,
  wanted: string,
  conditions: readonly RunCondition[],
  done: string,
): Promise<RunPlace> {
  const place = await findRun(workspace, wanted);
  const reading = await workspace.read(place);
  const condition = conditionOf(reading);
  if (reading.owner === 'elsewhere') {
    throw new InputError(
      place.id,
      `another window or terminal owns this run, which is ${condition}: it can be ${done} there only`,
    );
  }
  if (reading.owner === 'nobody' || !conditions.includes(condition)) {
    throw new InputError(place.id, `the run is ${condition}, so it cannot be ${done}`);
  }
  return place;
}
