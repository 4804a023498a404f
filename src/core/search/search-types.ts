import type { Experiment } from '../experiment/experiment';
import type { JournalEvent, JournalEventOf } from '../journal/event';
import type { SearchSpace } from '../space/space';
import type { Strategy } from '../strategy/strategy';
import type { Clock, JournalSink, TrialExecutor } from './ports';

type RunStarted = JournalEventOf<'run-started'>;

/** What the first line of the journal says beside the experiment. */
export type RunInfo = Pick<
  RunStarted,
  'runId' | 'experimentName' | 'context' | 'product' | 'evaluators' | 'machine'
>;

export type PauseReason = JournalEventOf<'run-paused'>['reason'];
export type EndReason = JournalEventOf<'run-ended'>['reason'];

/** How a run ended. */
export interface SearchEnd {
  readonly reason: EndReason;
  readonly message: string;
}

export type SearchStatus =
  | { readonly kind: 'new' | 'running' | 'testing' }
  | { readonly kind: 'paused'; readonly reason: PauseReason; readonly message: string }
  | ({ readonly kind: 'ended' } & SearchEnd);

export interface SearchSetup {
  readonly experiment: Experiment;
  readonly space: SearchSpace;
  /** Fresh: nothing was asked of it. */
  readonly strategy: Strategy;
  /** The caller opens and closes it. */
  readonly executor: TrialExecutor;
  readonly journal: JournalSink;
  readonly clock: Clock;
  /** Epochs of a full measurement: the last of `Problem.fidelities`. Needed where the strategy asks for less. */
  readonly fullEpochs?: number;
  readonly runInfo: RunInfo;
  /** The journal of the run that is taken up again; empty for a new run. */
  readonly replayFrom?: readonly JournalEvent[];
  /** With `replayFrom`: limits in place of all those that held before; checked, because a person gave them. */
  readonly budget?: Readonly<Record<string, number>>;
  /** A line is in the journal. */
  readonly onAppended?: (event: JournalEvent) => void;
  readonly onStatus?: (status: SearchStatus) => void;
  /** Something for the log that the journal has no line for. */
  readonly onProblem?: (message: string) => void;
}
