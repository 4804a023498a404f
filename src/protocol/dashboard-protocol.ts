import type { MachineFacts } from '../core/journal/machine-facts';
import type { EpochPoint } from '../core/journal/run-state';
import type { Annotation, AnnotationChange } from '../core/journal/annotations';
import type { KnobDifference } from '../core/space/knob-differences';
import type { ColumnArrangement } from './column-arrangement';
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
      /** Measures these trials again, as new ones. */
      'trial/rerun': { params: { trials: readonly number[] }; result: null };
      /** What changed against each parent. Fails with code `input` when the space cannot say. */
      'trial/lineage': { params: { trial: number }; result: Lineage };
      /** Resolves when the file beside the journal is written; fails with code `input` while it cannot be read. */
      'trial/annotate': { params: { trials: readonly number[]; change: AnnotationChange }; result: null };
      /** Asks for how much, and begins. */
      'run/extend': { params: Record<string, never>; result: null };
      /** Asks for a candidate, and has it measured next. */
      'run/enqueue': { params: Record<string, never>; result: null };
      /** Takes a candidate out of the queue, by its number there. */
      'run/dequeue': { params: { queued: number }; result: null };
      /** Opens the Insight panel of the run. */
      'run/insight': { params: Record<string, never>; result: null };
      /** Asks where to, and writes the run's report. */
      'run/report': { params: Record<string, never>; result: null };
      /** Opens what the run's processes have written. */
      'run/log': { params: Record<string, never>; result: null };
    };
  events: ReadyEvent &
    RunFollowerEvents & {
      /** The person has arranged the table's columns: other dashboards begin so. */
      'page/columns': { columns: ColumnArrangement };
    };
}

/** A trial's parents, and how it differs from each. */
export interface Lineage {
  readonly parents: readonly { readonly trial: number; readonly changes: readonly KnobDifference[] }[];
}

/** What the host sends the dashboard's page. */
export interface DashboardPageOffer {
  requests: Nothing;
  events: RunFeedEvents & {
    /** What the run uses of the machine, only while the page is shown and a process works on the run; null where that cannot be known. */
    'run/machine': { facts: MachineFacts | null };
    /** All of them, after each snapshot and each change. */
    'run/annotations': { trials: readonly (readonly [number, Annotation])[] };
  };
}
