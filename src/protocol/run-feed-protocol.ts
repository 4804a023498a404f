import type { JournalEvent } from '../core/journal/event';
import type { ColumnArrangement } from './column-arrangement';
import type { RunLiveness } from './panel-protocol';

/** What a page that shows a run is told of it. */
export interface RunFeedEvents {
  /** Everything, epochs of finished trials left out. The page folds it with the core's replay. */
  'run/snapshot': {
    generation: number;
    seq: number;
    title: string;
    events: readonly JournalEvent[];
    liveness: RunLiveness;
    canRun: boolean;
    /** Of the dashboard: as its columns were arranged last, in any dashboard; absent when they never were. */
    columns?: ColumnArrangement;
  };
  /** The events since `seq - 1`. */
  'run/append': { generation: number; seq: number; events: readonly JournalEvent[] };
  'run/liveness': { liveness: RunLiveness; canRun: boolean };
  'run/problem': { message: string };
  /** What was told as a problem is over. */
  'run/problem-gone': { message: string };
  /** Select these, or nothing, as a click in the tree or in another panel of the run asks. */
  'page/select': { trials: readonly number[] };
}

/** What such a page tells the host. */
export interface RunFollowerEvents {
  /** A gap in `seq`: send a snapshot again. */
  'page/lost': Record<string, never>;
  /** Selected trials, for the other panels of the run. */
  'page/selected': { trials: readonly number[] };
}
