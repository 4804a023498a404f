import { z } from 'zod';
import { InputError } from '../../base/errors';
import type { Experiment } from '../../experiment/experiment';
import { readExperiment } from '../../experiment/read-experiment';
import { defineTool } from '../tool';
import { budgetText } from '../workspace';
import type { Workspace } from '../workspace';
import { experimentText } from './validate-experiment';

export const startRun = defineTool({
  name: 'nas_start_run',
  title: 'Start a run',
  description:
    'Starts the search that an experiment file describes, with the budget that stands in it; uses the processor for as long as that takes. Answers once it runs: nas_wait_for_run and nas_read_run follow it, nas_stop_run ends it. A person is asked first.',
  input: z.strictObject({
    path: z
      .string()
      .min(1)
      .describe(
        'The experiment file, relative to the workspace, as nas_list_runs gives it: digits.nas.json.',
      ),
  }),
  effect: 'start',
  needsTrust: true,
  async confirm({ path }, workspace) {
    const experiment = await runnable(workspace, path);
    return {
      title: `Start a search of ${path}?`,
      message: `It searches the space ${experiment.space.kind} with the strategy ${experiment.strategy.kind} for ${budgetText(experiment)} and uses the processors of this machine meanwhile.`,
    };
  },
  async run({ path }, { workspace, signal }) {
    await runnable(workspace, path);
    const { id } = await workspace.start(path, signal);
    return {
      text: `Run ${id} has started. nas_wait_for_run waits for its trials; nas_stop_run ends it.`,
      data: { run: id },
    };
  },
});

async function runnable(workspace: Workspace, path: string): Promise<Experiment> {
  const { experiment, problems } = readExperiment(await experimentText(workspace, path, undefined));
  if (experiment) return experiment;
  const first = problems.find(({ severity }) => severity === 'error');
  throw new InputError(
    path,
    `the experiment cannot run (${first?.message ?? 'unknown problem'}): nas_validate_experiment lists what to mend`,
  );
}
