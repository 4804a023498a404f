import { z } from 'zod';
import { InputError } from '../../base/errors';
import { progressOf } from '../../journal/query';
import { findRun, runSchema } from '../find-run';
import { bestText, conditionOf, conditionText, progressAt, progressText } from '../run-words';
import type { RunCondition } from '../run-words';
import { defineTool } from '../tool';
import type { RunReading } from '../workspace';

/** What does not go on by itself. */
const AT_REST: readonly RunCondition[] = ['finished', 'paused', 'interrupted', 'unreadable', 'empty'];

export const waitForRun = defineTool({
  name: 'nas_wait_for_run',
  title: 'Wait for a run',
  description:
    'Waits until a run has ended, or until so many more of its trials have, or until the time is up, and says how it stands then. Better than reading a run again and again.',
  input: z.strictObject({
    run: runSchema.exactOptional(),
    newTrials: z
      .number()
      .int()
      .positive()
      .exactOptional()
      .describe('Wait for so many more trials to end; without it, for the end of the run.'),
    seconds: z.number().positive().max(600).default(60).describe('The longest to wait, up to 600 seconds.'),
  }),
  effect: 'read',
  needsTrust: false,
  async run({ run, newTrials, seconds }, { workspace, signal, progress }) {
    const place = await findRun(workspace, run);
    const first = await workspace.read(place);
    const wanted = newTrials === undefined ? undefined : progressOf(first.state).done + newTrials;
    const until = workspace.now() + seconds * 1000;
    let reading = first;
    let told = -1;
    while (!isOver(reading, wanted) && workspace.now() < until) {
      if (signal.aborted) throw new InputError(place.id, 'waiting was cancelled; the run goes on');
      const { done, total } = progressOf(reading.state);
      if (done !== told) progress(done, wanted ?? total ?? undefined, `${place.id}: ${done} trials ended`);
      told = done;
      await workspace.news(signal);
      reading = await workspace.read(place);
    }
    const isLate = !isOver(reading, wanted);
    const best = bestText(reading.state);
    return {
      text: [
        `Run ${place.id}: ${conditionText(reading)}; ${progressText(reading, workspace.now())}${best === '' ? '' : `; ${best}`}.`,
        ...(isLate ? [`${seconds} seconds are over and it goes on: wait again, or stop it.`] : []),
      ].join('\n'),
      data: {
        run: place.id,
        condition: conditionOf(reading),
        isOver: !isLate,
        progress: progressAt(reading, workspace.now()),
      },
    };
  },
});

function isOver(reading: RunReading, wanted: number | undefined): boolean {
  return (
    AT_REST.includes(conditionOf(reading)) ||
    (wanted !== undefined && progressOf(reading.state).done >= wanted)
  );
}
