import type { ComparedGroups, ComparedMember } from '../core/comparison/compared-group';
import type { FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';

export interface ComparePicture extends ComparedGroups {
  readonly title: string;
  /** How far it is, and what cannot be read. */
  readonly subtitle: string;
  /** What a record's seconds are. */
  readonly seconds: 'running' | 'simulated' | 'measured';
  /** Whether there is a report in its folder, which can be opened. */
  readonly hasReport: boolean;
  /** Whether the host can write a report of it. */
  readonly canExport: boolean;
}

export interface CompareHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** Opens the report of a finished comparison. */
      'compare/report': { params: Record<string, never>; result: null };
      /** Asks where to, and writes a report there. */
      'compare/export': { params: Record<string, never>; result: null };
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
