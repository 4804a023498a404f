import { z } from 'zod';
import { InputError } from '../../base/errors';
import { progressOf } from '../../journal/query';
import type { RunState } from '../../journal/run-state';
import { findRun, runSchema } from '../find-run';
import { conditionOf } from '../run-words';
import { defineTool } from '../tool';

export const resumeRun = defineTool({
  name: 'nas_resume_run',
  title: 'Resume a run',
  description:
    'Goes on with a run that is paused, was interrupted or has ended, from where its journal ends. A run whose budget is spent needs a larger number of trials. A person is asked first.',
  input: z.strictObject({
    run: runSchema,
    trials: z
      .number()
      .int()
      .positive()
      .exactOptional()
      .describe('How many trials there shall be in all; replaces the whole budget of the run.'),
  }),
  effect: 'start',
  needsTrust: true,
  async confirm({ run, trials }, workspace) {
    const { id } = await findRun(workspace, run);
    const budget = trials === undefined ? 'its budget' : `${trials} trials in all`;
    return {
      title: `Resume the run ${id}?`,
      message: `It goes on to ${budget} and uses the processors of this machine meanwhile.`,
    };
  },
  async run({ run, trials }, { workspace, signal }) {
    const place = await findRun(workspace, run);
    const reading = await workspace.read(place);
    const condition = conditionOf(reading);
    if (condition === 'paused' && reading.owner === 'here') {
      if (trials !== undefined) {
        throw new InputError(
          'trials',
          'a paused run goes on with its budget: leave trials out, or stop it first',
        );
      }
      await workspace.continue(place);
    } else {
      if (reading.owner !== 'nobody') {
        throw new InputError(place.id, `the run is ${condition}: a process already works on it`);
      }
      checkBudget(reading.state, trials, place.id);
      await workspace.resume(place, trials, signal);
    }
    return {
      text: `Run ${place.id} goes on. nas_wait_for_run waits for its trials.`,
      data: { run: place.id },
    };
  },
});

function checkBudget(state: RunState, trials: number | undefined, id: string): void {
  const { status } = state;
  const done = Math.ceil(progressOf(state).measurements - 1e-6);
  if (trials !== undefined && trials <= done) {
    throw new InputError('trials', `expected more than the ${done} that were made, but got ${trials}`);
  }
  if (trials === undefined && status.kind === 'ended' && status.reason === 'budget') {
    throw new InputError(
      id,
      `the budget is spent after ${done} trials: say with trials how many there shall be in all`,
    );
  }
}
