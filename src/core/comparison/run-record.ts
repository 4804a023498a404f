import type { JournalEvent } from '../journal/event';
import { constraintsOf, missingMetric, objectivesOf } from '../journal/query';
import { Replay } from '../journal/replay';
import type { RunState, TrialRecord } from '../journal/run-state';
import type { SearchRecord } from './search-record';
import { SearchRecorder } from './search-recorder';

/** A run as a search that can be compared. */
export interface RunRecord {
  /** Its seconds are those in which the run was running, pauses left out. */
  readonly record: SearchRecord;
  /** Seconds that the measurements of a table stand for, when each trial had ended; absent where none was simulated. */
  readonly simulated?: readonly number[];
}

/**
 * What a run's journal says, as the record of a search: its trials in the order in which they ended. With several
 * evaluators that is not the order in which they were asked.
 */
export function recordOfRun(events: Iterable<JournalEvent>): RunRecord {
  const replay = new Replay();
  const ended: { readonly trial: number; readonly seconds: number; readonly simulated: number }[] = [];
  for (const event of events) {
    replay.apply(event);
    if (event.type !== 'trial-measured' && event.type !== 'trial-failed') continue;
    const { activeMs, simulatedSeconds } = replay.state;
    ended.push({ trial: event.trial, seconds: activeMs / 1000, simulated: simulatedSeconds });
  }
  const { state } = replay;
  // A trial whose run was resumed can end twice: the last end counts.
  const last = new Map(ended.map((one, i) => [one.trial, i]));
  const order = ended.filter(({ trial }, i) => last.get(trial) === i);
  const record = recorded(state, order);
  return state.simulatedSeconds > 0
    ? { record, simulated: order.map(({ simulated }) => simulated) }
    : { record };
}

function recorded(
  state: RunState,
  order: readonly { readonly trial: number; readonly seconds: number }[],
): SearchRecord {
  const objectives = objectivesOf(state);
  const constraints = constraintsOf(state);
  const fullEpochs = state.trials.find(({ fidelity }) => fidelity)?.fidelity?.of ?? 1;
  const recorder = new SearchRecorder({ objectives, constraints, fullEpochs });
  const places = new Map(order.map(({ trial }, i) => [trial, i]));
  for (const [i, { trial, seconds }] of order.entries()) {
    const record = state.trials[trial]!;
    recorder.asked(fidelityOf(record, places), record.candidate);
    const took = seconds - (order[i - 1]?.seconds ?? 0);
    const isWhole =
      record.status === 'measured' &&
      objectives.length > 0 &&
      missingMetric(record.metrics, objectives, constraints) === undefined;
    if (isWhole) recorder.measured(record.metrics, took);
    else recorder.failed(took);
  }
  return recorder.record(0, state.status.kind === 'ended' && state.status.reason === 'exhausted');
}

/** The trial that is continued by its place in the record; one that has not ended is none. */
function fidelityOf({ fidelity }: TrialRecord, places: ReadonlyMap<number, number>) {
  if (!fidelity) return undefined;
  const before = fidelity.continues === undefined ? undefined : places.get(fidelity.continues);
  return { epochs: fidelity.epochs, ...(before === undefined ? {} : { continues: before }) };
}
