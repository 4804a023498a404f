import type { Message, Offer } from '../../src/protocol/peer';
import { Peer } from '../../src/protocol/peer';
import { messageOf } from '../../src/core/base/errors';
import type { SavedState } from './saved-state';
import { mergeState, readUiState } from './saved-state';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's end: it answers nothing and sends the events that the host listens to. */
export interface PageEnd<HostOffer extends Offer> {
  requests: Record<string, never>;
  events: HostOffer['events'];
}

/** The host's end: it answers the page's requests and sends the events that the page listens to. */
export interface HostEnd<HostOffer extends Offer, PageOffer extends Offer> {
  requests: HostOffer['requests'];
  events: PageOffer['events'];
}

/** A page's line to the extension host, and what survives a reload of the window. */
export interface Host<HostOffer extends Offer, PageOffer extends Offer, Ui> {
  readonly peer: Peer<PageEnd<HostOffer>, HostEnd<HostOffer, PageOffer>>;
  /** What was saved by this schema version; `undefined` on the first life of a panel. */
  readonly saved: Partial<Ui> | undefined;
  /** Keeps navigation and choices, never the run's own state. */
  save(ui: Ui): void;
}

/**
 * Opens the conversation. The shell's `data-restore` is kept in the saved state
 * beside the page's own, because the host's serializer needs it to open the
 * same thing again.
 *
 * @param version of `Ui`; a saved state of another version is dropped
 */
export function connect<HostOffer extends Offer, PageOffer extends Offer, Ui extends object>(
  version: number,
): Host<HostOffer, PageOffer, Ui> {
  const api = acquireVsCodeApi();
  const restore = readRestore();
  let state: SavedState = mergeState(api.getState(), restore);
  api.setState(state);

  // A page answers no requests: everything it is told comes as an event.
  const peer = new Peer<PageEnd<HostOffer>, HostEnd<HostOffer, PageOffer>>(
    (message: Message) => api.postMessage(message),
    {},
  );
  window.addEventListener('message', (event: MessageEvent<unknown>) => peer.receive(event.data));

  return {
    peer,
    saved: readUiState<Ui>(state, version),
    save(ui) {
      state = { ...state, uiVersion: version, ui };
      api.setState(state);
    },
  };
}

function readRestore(): object {
  const text = document.getElementById('app')?.dataset['restore'];
  if (text === undefined || text === '') return {};
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? value : {};
}

/** Tells `show` about a request that failed; a promise that nobody waits for never fails in silence. */
export function reporting(show: (message: string) => void): (promise: Promise<unknown>) => void {
  return (promise) => {
    promise.catch((error: unknown) => show(messageOf(error)));
  };
}
