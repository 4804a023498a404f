import { ownerOf } from '../runs/lease-facts';
import { Disposable } from '../disposable';
import { connectToOwner } from './owner-connection';
import type { OwnerConnection } from './owner-connection';

/** Conversations with the owners of runs that other windows and terminals work on: one a run, from the first question on. */
export class RunOwners extends Disposable {
  readonly #connections = new Map<string, Promise<OwnerConnection | undefined>>();

  /** @param left called when the owner of a run has gone, or has let go of it */
  constructor(private readonly left: (runFolder: string) => void) {
    super();
  }

  /** The other end; `undefined` when nobody owns the run. Rejects with `InputError` when its owner cannot be reached. */
  async peerOf(runFolder: string): Promise<OwnerConnection['peer'] | undefined> {
    let connection = this.#connections.get(runFolder);
    if (!connection) {
      connection = this.#connect(runFolder);
      this.#connections.set(runFolder, connection);
      // The next question tries again.
      const forget = (): void => void this.#connections.delete(runFolder);
      connection.then((open) => (open ? undefined : forget()), forget);
    }
    return (await connection)?.peer;
  }

  override dispose(): void {
    for (const connection of this.#connections.values()) {
      connection.then(
        (open) => open?.close(),
        () => undefined,
      );
    }
    super.dispose();
  }

  async #connect(runFolder: string): Promise<OwnerConnection | undefined> {
    const lease = await ownerOf(runFolder, Date.now());
    if (!lease) return undefined;
    const connection = await connectToOwner(runFolder, lease.token);
    void connection.closed.then(() => {
      this.#connections.delete(runFolder);
      this.left(runFolder);
    });
    return connection;
  }
}
