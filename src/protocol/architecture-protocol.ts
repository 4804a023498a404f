import type { ArchitecturePicture, FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';

export interface ArchitectureHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** The architecture as source code. */
      'code/generate': { params: { target: 'tfjs' | 'keras' | 'pytorch' }; result: { code: string } };
      /** Opens the code in an untitled editor. */
      'code/open': { params: { target: 'tfjs' | 'keras' | 'pytorch' }; result: null };
    };
  events: ReadyEvent;
}

export interface ArchitecturePageOffer {
  requests: Nothing;
  events: {
    'architecture/show': { picture: ArchitecturePicture };
    'architecture/problem': { message: string };
  };
}
