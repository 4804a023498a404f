import type { ArchitecturePicture, FileRequests, ReadyEvent, TextRequests } from './panel-protocol';
import type { Nothing } from './peer';

/** What an architecture can be written as. */
export type ArchitectureForm = 'tfjs' | 'keras' | 'pytorch' | 'json' | 'text';

export interface ArchitectureHostOffer {
  requests: TextRequests &
    FileRequests & {
      /** The architecture as source code, as the text of a file, or as lines to read. */
      'code/generate': { params: { target: ArchitectureForm }; result: { code: string } };
      /** Opens it in an editor: code and JSON in an untitled one, text in a read-only one. */
      'code/open': { params: { target: ArchitectureForm }; result: null };
      /** Asks where to and writes `<name>.arch.json`. */
      'architecture/save': { params: Record<string, never>; result: { saved: boolean } };
      /** Opens the file that is shown in the text editor, in the place of this one. */
      'architecture/reopen': { params: Record<string, never>; result: null };
      /** Asks for the others and shows them side by side. */
      'architecture/compare': { params: Record<string, never>; result: null };
    };
  events: ReadyEvent;
}

export interface ArchitecturePageOffer {
  requests: Nothing;
  events: {
    /** @param isEditor it is the editor of a file, which another can be in the place of */
    'architecture/show': { picture: ArchitecturePicture; isEditor: boolean };
    'architecture/problem': { message: string };
  };
}
