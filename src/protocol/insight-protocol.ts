import type { Knob } from '../core/space/space';
import type { FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';
import type { RunFeedEvents, RunFollowerEvents } from './run-feed-protocol';

/** What the Insight page may ask of the host. */
export interface InsightHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** What the run's genotypes are positions in. Fails with code `input` when the journal does not say. */
      'run/knobs': { params: Record<string, never>; result: { knobs: readonly Knob[] } };
      /**
       * One metric after each epoch, of every trial that has some; the snapshot has the curves of running trials only.
       * `null` where an epoch does not tell it.
       */
      'run/curves': {
        params: { metric: string };
        result: { curves: readonly (readonly (number | null)[])[] };
      };
      'trial/show': { params: { trials: readonly number[] }; result: null };
    };
  events: ReadyEvent & RunFollowerEvents;
}

/** What the host sends the Insight page. */
export interface InsightPageOffer {
  requests: Nothing;
  events: RunFeedEvents;
}
