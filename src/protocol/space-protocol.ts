import type { ConstraintEffects } from '../core/space/constraint-effects';
import type { SpaceComparison } from '../core/space/compare-spaces';
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
  /** What the limits of the experiment do to the sample of the picture. */
  readonly constraints: ConstraintEffects;
  /** The most trials that the budget allows; absent where it names none. */
  readonly budgetTrials?: number;
  /** Things that are allowed but unlikely to be meant: a constraint that no sampled candidate meets, a batch larger than the data. */
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
}

/** Another experiment of the workspace, or a kind of space as it comes in this experiment. */
export interface OtherSpace {
  readonly id: string;
  readonly title: string;
}

export interface SpaceHostOffer {
  requests: TextRequests & {
    /** Nine fresh candidates. */
    'space/sample': { params: { seed: number }; result: { samples: readonly SpaceSample[] } };
    'sample/show': { params: { notation: string }; result: null };
    /** Two or more samples that the page shows, side by side. */
    'sample/compare': { params: { notations: readonly string[] }; result: null };
    /** What the space can be compared with. */
    'space/others': { params: Record<string, never>; result: { others: readonly OtherSpace[] } };
    /** `other` is an id of `space/others`. Takes up to some seconds. */
    'space/compare': { params: { other: string }; result: SpaceComparison };
  };
  events: ReadyEvent;
}

export interface SpacePageOffer {
  requests: Nothing;
  events: {
    /** `canCompare`: whether architectures can be shown side by side. */
    'space/show': { picture: SpacePicture; outlook: ExperimentOutlook; canCompare: boolean };
    /** The experiment file has errors; what was shown before stays. */
    'space/problem': { message: string };
  };
}
