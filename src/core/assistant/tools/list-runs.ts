import { z } from 'zod';
import { newestFirst } from '../find-run';
import { pageOf, pageSchema } from '../paging';
import { bestText, conditionOf, conditionText, progressText } from '../run-words';
import { defineTool } from '../tool';

export const listRuns = defineTool({
  name: 'nas_list_runs',
  title: 'List experiments and runs',
  description:
    'Lists the neural architecture search experiments (*.nas.json files), their runs (the newest first) with status and best result, and finished comparisons of strategies. Begin here to learn the ids that other tools take.',
  input: z.strictObject({
    experiment: z.string().min(1).exactOptional().describe('Only runs of this experiment, by name: digits.'),
    ...pageSchema(10, 50),
  }),
  effect: 'read',
  needsTrust: false,
  async run({ experiment, limit, offset }, { workspace }) {
    const [experiments, places, comparisons] = await Promise.all([
      workspace.experiments(),
      workspace.runs(),
      workspace.comparisons(),
    ]);
    const name = experiment?.replace(/\.nas\.json$/, '').replace(/^.*\//, '');
    const wanted = newestFirst(places).filter((run) => name === undefined || run.experimentName === name);
    const page = pageOf(wanted, { limit, offset });
    const now = workspace.now();
    const runs = await Promise.all(
      page.items.map(async (place) => {
        const reading = await workspace.read(place);
        return { place, reading, best: bestText(reading.state) };
      }),
    );
    const lines = runs.map(({ place, reading, best }) =>
      [`- ${place.id}: ${conditionText(reading)}`, progressText(reading, now), best]
        .filter((part) => part !== '')
        .join('; '),
    );
    return {
      text: [
        experiments.length === 0
          ? 'There is no experiment file (*.nas.json) here.'
          : `Experiments: ${experiments.join(', ')}.`,
        wanted.length === 0 ? 'There are no runs yet.' : `Runs, the newest first (${page.text}):`,
        ...lines,
        ...(comparisons.length === 0
          ? []
          : [`Comparisons of strategies (nas_compare_runs reads them): ${comparisons.join(', ')}.`]),
      ].join('\n'),
      data: {
        experiments,
        comparisons,
        nRuns: wanted.length,
        runs: runs.map(({ place, reading, best }) => ({
          run: place.id,
          experiment: place.experimentName,
          condition: conditionOf(reading),
          trials: reading.state.trials.length,
          best: best === '' ? null : best,
        })),
      },
    };
  },
});
