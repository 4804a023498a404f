import type { SearchOffer } from './run-protocol';

/** In a run's folder while its owner can be spoken to: where it listens. */
export const OWNER_FILE = 'owner.json';

/** Version of the messages between the owner of a run and other programs of the same person, which may be of another build. */
export const OWNER_PROTOCOL_VERSION = 1;

/** What `OWNER_FILE` says. */
export interface OwnerAddress {
  readonly version: number;
  /** Of the lease: an address without its lease is a dead process's. */
  readonly token: string;
  /** A Unix domain socket or a named pipe of Windows. */
  readonly address: string;
}

type Controls =
  'run/pause' | 'run/continue' | 'run/extend' | 'run/enqueue' | 'run/dequeue' | 'run/stop' | 'retrain/stop';

/** What the process that owns a run answers to other programs of the same person: the part of its offer that steers. */
export interface OwnerOffer {
  requests: Pick<SearchOffer['requests'], Controls>;
  events: {
    /** The first message. Who connects says nothing before it has come, because only then is this known to be a run's owner. */
    'owner/hello': { version: number; token: string };
  };
}
