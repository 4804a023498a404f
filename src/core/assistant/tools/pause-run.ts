import { z } from 'zod';
import { findRun, runSchema } from '../find-run';
import { ownedRun } from '../owned-run';
import { defineTool } from '../tool';

export const pauseRun = defineTool({
  name: 'nas_pause_run',
  title: 'Pause a run',
  description:
    'Pauses a run: trials that are being trained finish, and no new ones begin until nas_resume_run. A person is asked first.',
  input: z.strictObject({ run: runSchema }),
  effect: 'pause',
  needsTrust: true,
  async confirm({ run }, workspace) {
    const { id } = await findRun(workspace, run);
    return { title: `Pause the run ${id}?`, message: 'Trials that are being trained finish first.' };
  },
  async run({ run }, { workspace }) {
    const place = await ownedRun(workspace, run, ['running'], 'paused');
    await workspace.pause(place);
    return {
      text: `Run ${place.id} is paused. nas_resume_run goes on with it.`,
      data: { run: place.id },
    };
  },
});
