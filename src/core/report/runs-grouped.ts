import { constraintsOf, objectivesOf } from '../journal/query';
import { replay } from '../journal/replay';
import type { JournalEvent } from '../journal/event';
import type { RunState } from '../journal/run-state';
import type { ComparedGroups } from '../comparison/compared-group';
import { shownGroups } from '../comparison/run-groups';
import { recordOfRun } from '../comparison/run-record';

/** A run that is put beside others. */
export interface RunJournal {
  readonly runId: string;
  readonly experimentName: string;
  readonly events: readonly JournalEvent[];
}

/** Runs in their groups, each with the name of its group. */
export interface ReportedRuns extends ComparedGroups {
  readonly runs: readonly (Omit<RunJournal, 'events'> & {
    readonly state: RunState;
    readonly group: string;
  })[];
}

/** Runs as a report puts them side by side; those that have not begun are left out. */
export function reportedRuns(journals: readonly RunJournal[]): ReportedRuns {
  const begun = journals.flatMap(({ runId, experimentName, events }) => {
    const state = replay(events);
    return state.started
      ? [{ runId, experimentName, events, state, experiment: state.started.experiment }]
      : [];
  });
  const grouped = shownGroups(begun, ({ runId }) => runId);
  return {
    groups: grouped.map(({ name, experiment, runs }, i) => ({
      id: String(i),
      name,
      experiment,
      objectives: objectivesOf(runs[0]!.state),
      constraints: constraintsOf(runs[0]!.state),
      members: runs.map(({ runId, events, state }, j) => ({
        id: `${i} ${j}`,
        label: runId,
        seed: state.started?.seed ?? 0,
        ...recordOfRun(events),
        isRunning: false,
      })),
    })),
    runs: grouped.flatMap(({ name, runs }) =>
      runs.map(({ runId, experimentName, state }) => ({ runId, experimentName, state, group: name })),
    ),
  };
}
