import type { SearchRecord } from '../core/comparison/search-record';
import type { Constraint, Objective } from '../core/trial/objective';
import type { FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';

/** One search of a group: a run, or a search of a comparison. */
export interface ComparedMember {
  /** Unique in the picture. */
  readonly id: string;
  readonly label: string;
  readonly seed: number;
  readonly record: SearchRecord;
  /** Seconds that a table's measurements stand for, when each trial had ended; the record's own are then others. */
  readonly simulated?: readonly number[];
  readonly isRunning: boolean;
}

/** Searches that differ by their seeds alone, or repeat one another. */
export interface ComparedGroupPicture {
  readonly id: string;
  readonly name: string;
  /** What is searched and how, with every default; without the seed. */
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly objectives: readonly Objective[];
  readonly constraints: readonly Constraint[];
  readonly members: readonly ComparedMember[];
}

export interface ComparePicture {
  readonly title: string;
  /** How far it is, and what cannot be read. */
  readonly subtitle: string;
  /** What a record's seconds are. */
  readonly seconds: 'running' | 'simulated' | 'measured';
  /** Whether the host can write a report of it. */
  readonly hasReport: boolean;
  readonly groups: readonly ComparedGroupPicture[];
}

export interface CompareHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** Opens the report of a finished comparison. */
      'compare/report': { params: Record<string, never>; result: null };
    };
  events: ReadyEvent;
}

export interface ComparePageOffer {
  requests: Nothing;
  events: {
    'compare/show': { picture: ComparePicture };
    /** Members that are new or have gone on, each whole; of groups that the picture has. */
    'compare/members': {
      subtitle: string;
      members: readonly { readonly group: string; readonly member: ComparedMember }[];
    };
    /** What was shown before stays. */
    'compare/problem': { message: string };
  };
}
