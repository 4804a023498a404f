import { z } from 'zod';
import { InputError } from '../base/errors';
import type { RunPlace, Workspace } from './workspace';

/** Names one run, in the input of a tool. */
export const runSchema = z
  .string()
  .min(1)
  .describe(
    'A run: its id as nas_list_runs gives it (digits/2026-11-24-210823), or the name of an experiment for its newest run.',
  );

/** The newest first; of two that began in the same second the later one. */
export function newestFirst(runs: readonly RunPlace[]): RunPlace[] {
  return [...runs].sort((a, b) => compareRunIds(b.runId, a.runId) || a.id.localeCompare(b.id));
}

/** The run that `wanted` names; the newest of all where nothing is said. Throws `InputError` that lists what there is. */
export async function findRun(workspace: Workspace, wanted: string | undefined): Promise<RunPlace> {
  const runs = newestFirst(await workspace.runs());
  const [newest] = runs;
  if (!newest) {
    throw new InputError('run', 'there are no runs here yet: start one with nas_start_run');
  }
  if (wanted === undefined) return newest;
  const name = wanted
    .replaceAll('\\', '/')
    .replace(/(^|\/)\.nas\//, '$1')
    .replace(/\.nas\.json$/, '')
    .replace(/\/$/, '');
  const exact = runs.find(({ id }) => id === name);
  const found =
    exact ??
    unique(
      runs.filter((run) => endsWith(run.id, name)),
      name,
    ) ??
    newestOf(runs, name);
  if (found) return found;
  const known = runs.slice(0, 5).map(({ id }) => id);
  const more = runs.length > known.length ? `, and ${runs.length - known.length} more (nas_list_runs)` : '';
  throw new InputError('run', `there is no run "${wanted}"; the newest are ${known.join(', ')}${more}`);
}

/** Stamps are equally long; `-2` and `-10` behind one are numbers. */
function compareRunIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function endsWith(id: string, name: string): boolean {
  return id.endsWith(`/${name}`);
}

function unique(found: readonly RunPlace[], name: string): RunPlace | undefined {
  if (found.length > 1) {
    throw new InputError(
      'run',
      `"${name}" may be ${found.map(({ id }) => id).join(' or ')}: give the whole id`,
    );
  }
  return found[0];
}

/** The newest run of the experiment `name`, which may come with its folders. */
function newestOf(runs: readonly RunPlace[], name: string): RunPlace | undefined {
  return runs.find(({ id }) => {
    const experiment = id.slice(0, id.lastIndexOf('/'));
    return experiment === name || endsWith(experiment, name);
  });
}
