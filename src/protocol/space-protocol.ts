import type { SpacePicture, SpaceSample } from '../core/space/space-picture';
import type { ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';

/** What running the experiment would mean. */
export interface ExperimentOutlook {
  /** Examples and shapes; absent with the table estimator. */
  readonly dataset?: {
    readonly name: string;
    readonly inputShape: readonly number[];
    readonly outputUnits: number;
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
  /** Wall time of the whole budget on this machine: a rough guess from MACs, with its basis in words. */
  readonly estimate: { readonly minutes: number; readonly basis: string } | null;
  /** Things that are allowed but unlikely to be meant: a constraint that no sampled candidate meets, a batch larger than the data. */
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
}

export interface SpaceHostOffer {
  requests: TextRequests & {
    /** Nine fresh candidates. */
    'space/sample': { params: { seed: number }; result: { samples: readonly SpaceSample[] } };
    'sample/show': { params: { notation: string }; result: null };
  };
  events: ReadyEvent;
}

export interface SpacePageOffer {
  requests: Nothing;
  events: {
    'space/show': { picture: SpacePicture; outlook: ExperimentOutlook };
    /** The experiment file has errors; what was shown before stays. */
    'space/problem': { message: string };
  };
}
