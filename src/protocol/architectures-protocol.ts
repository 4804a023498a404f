import type { ArchitecturePicture, FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';

/** Architectures side by side. */
export interface ArchitecturesHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** Opens the viewer of one of them. */
      'architecture/open': { params: { index: number }; result: null };
      /** Opens the editor's own comparison of two of them as text. */
      'text/compare': { params: { before: number; after: number }; result: null };
    };
  events: ReadyEvent;
}

export interface ArchitecturesPageOffer {
  requests: Nothing;
  events: {
    /** Two or three. */
    'architectures/show': { pictures: readonly ArchitecturePicture[] };
    'architectures/problem': { message: string };
  };
}
