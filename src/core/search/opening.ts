import { checked } from '../base/issues';
import { budgetSchema } from '../experiment/parts';
import type { JournalEvent } from '../journal/event';
import type { Replay } from '../journal/replay';
import type { TrialId } from '../trial/trial';
import { firstCandidates } from './enqueue';
import { enqueuedEvent, resumedEvent, startedEvent } from './events';
import type { KeptTrials } from './kept-trials';
import type { NumberedStrategy } from './numbered-strategy';
import { replayInto, requireContext } from './resume';
import type { SearchSetup } from './search-types';

interface Opening {
  /** The lines with which the run begins, or goes on. */
  readonly events: readonly JournalEvent[];
  /** Trials of an earlier process that had not ended. */
  readonly unfinished: TrialId[];
}

/**
 * Brings everything to where the journal of the run ends, and answers what comes next; nothing is written. Throws
 * `InputError` when the journal does not belong to these data or this strategy, the new budget is none, or a first
 * candidate is not of the space.
 */
export function openingOf(
  setup: SearchSetup,
  strategy: NumberedStrategy,
  replay: Replay,
  kept: KeptTrials,
): Opening {
  const { experiment, replayFrom = [], budget } = setup;
  const first = missingFirst(setup, 0);
  if (replayFrom.length === 0) return { events: [startedEvent(setup), ...first], unfinished: [] };

  requireContext(replayFrom, setup.runInfo.context);
  for (const event of replayFrom) replay.apply(event);
  const unfinished = replayInto(strategy, replayFrom, experiment, (trial, score) => {
    kept.ended(trial, score);
  });
  const resumed = resumedEvent(setup, budget && checked(budgetSchema, budget, 'budget'));
  return { events: [resumed, ...first.slice(replay.state.nEnqueued)], unfinished };
}

/**
 * The lines of the experiment's first candidates that are not in the journal yet: a process may have been killed
 * before it had written them all. Throws `InputError` at `enqueue[i]`.
 *
 * @param nEnqueued as many lines of enqueued candidates are there
 */
export function missingFirst(
  { experiment, space, clock }: Pick<SearchSetup, 'experiment' | 'space' | 'clock'>,
  nEnqueued: number,
): JournalEvent[] {
  return firstCandidates(space, experiment.enqueue ?? [])
    .map((candidate, queued) => enqueuedEvent({ clock }, queued, candidate))
    .slice(nEnqueued);
}
