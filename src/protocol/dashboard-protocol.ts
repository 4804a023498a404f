import type { EpochPoint } from '../core/journal/run-state';
import type { JournalEvent } from '../core/journal/event';
import type {
  ArchitecturePicture,
  FileRequests,
  ReadyEvent,
  RunLiveness,
  TextRequests,
} from './panel-protocol';
import type { Nothing } from './peer';

/** What the dashboard's page may ask of the host. */
export interface DashboardHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** The learning curve of a trial; the snapshot has only those of running trials. */
      'trial/curve': { params: { trial: number }; result: { curve: readonly EpochPoint[] } };
      /** The graph of a trial. Fails with code `input` when the space cannot build it. */
      'trial/architecture': { params: { trial: number }; result: ArchitecturePicture };
      'run/pause': { params: Record<string, never>; result: null };
      'run/continue': { params: Record<string, never>; result: null };
      'run/resume': { params: Record<string, never>; result: null };
      'run/stop': { params: Record<string, never>; result: null };
      'trial/show': { params: { trials: readonly number[] }; result: null };
      'trial/export': { params: { trial: number }; result: null };
      /** Asks for epochs and seeds, and trains these candidates anew. */
      'trial/retrain': { params: { trials: readonly number[] }; result: null };
    };
  events: ReadyEvent & {
    /** A gap in `seq`: send a snapshot again. */
    'page/lost': Record<string, never>;
    /** Selected trials, for the tree and for restoring the panel. */
    'page/selected': { trials: readonly number[] };
  };
}

/** What the host sends the dashboard's page. */
export interface DashboardPageOffer {
  requests: Nothing;
  events: {
    /** Everything, epochs of finished trials left out. The page folds it with the core's replay. */
    'run/snapshot': {
      generation: number;
      seq: number;
      title: string;
      events: readonly JournalEvent[];
      liveness: RunLiveness;
      canRun: boolean;
    };
    /** The events since `seq - 1`. */
    'run/append': { generation: number; seq: number; events: readonly JournalEvent[] };
    'run/liveness': { liveness: RunLiveness; canRun: boolean };
    'run/problem': { message: string };
    /** Select these, as a click in the tree asks. */
    'page/select': { trials: readonly number[] };
  };
}
