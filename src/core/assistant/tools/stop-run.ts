import { z } from 'zod';
import { findRun, runSchema } from '../find-run';
import { ownedRun } from '../owned-run';
import { defineTool } from '../tool';

export const stopRun = defineTool({
  name: 'nas_stop_run',
  title: 'Stop a run',
  description:
    'Ends a run: trials that are being trained are given up, and everything measured is kept. A stopped run can be resumed. A person is asked first.',
  input: z.strictObject({ run: runSchema }),
  effect: 'stop',
  needsTrust: true,
  async confirm({ run }, workspace) {
    const place = await findRun(workspace, run);
    const { state } = await workspace.read(place);
    const running = state.trials.filter(({ status }) => status === 'running').length;
    return {
      title: `Stop the run ${place.id}?`,
      message: `${running === 1 ? 'One trial that is' : `${running} trials that are`} being trained will be given up; what was measured is kept, and the run can be resumed.`,
    };
  },
  async run({ run }, { workspace }) {
    const place = await ownedRun(workspace, run, ['running', 'paused'], 'stopped');
    const kept = await workspace.stop(place);
    return {
      text: `Run ${place.id} has stopped: ${kept} measured ${kept === 1 ? 'trial is' : 'trials are'} kept.`,
      data: { run: place.id, kept },
    };
  },
});
