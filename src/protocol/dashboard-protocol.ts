import type { EpochPoint } from '../core/journal/run-state';
import type { ArchitecturePicture, FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';
import type { RunFeedEvents, RunFollowerEvents } from './run-feed-protocol';

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
  events: ReadyEvent & RunFollowerEvents;
}

/** What the host sends the dashboard's page. */
export interface DashboardPageOffer {
  requests: Nothing;
  events: RunFeedEvents;
}
