import { canonicalExperiment } from '../experiment/canonical';
import { readExperiment } from '../experiment/read-experiment';
import type { JournalEventOf } from '../journal/event';
import type { WrittenExperiment } from './repeat-section';

/** Parts that the command to repeat a run gives itself, or that change no result. */
const GIVEN = new Set(['seed', 'execution']);

/** The experiment file as it is now, and whether it still means what the run was started with. */
export function writtenExperiment(
  file: string,
  text: string,
  { experiment }: Pick<JournalEventOf<'run-started'>, 'experiment'>,
): WrittenExperiment {
  const now = meaningOf(text);
  // A journal of an older version lacks defaults that came later.
  const then = meaningOf(JSON.stringify(experiment));
  return { file, text, isSame: now !== undefined && now === then };
}

/** One text for all files that mean the same; `undefined` where there is an error. */
function meaningOf(text: string): string | undefined {
  const { experiment } = readExperiment(text);
  if (!experiment) return undefined;
  const parts = Object.entries(canonicalExperiment(experiment)).filter(([key]) => !GIVEN.has(key));
  return JSON.stringify(sorted(Object.fromEntries(parts)));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
