import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import * as path from 'node:path';
import { l10n } from 'vscode';
import * as z from 'zod';
import { InputError, WorkerLostError } from '../../core/base/errors';
import { messageLine, MessageLines } from '../../protocol/message-lines';
import { OWNER_FILE, OWNER_PROTOCOL_VERSION } from '../../protocol/owner-protocol';
import type { OwnerOffer } from '../../protocol/owner-protocol';
import { Peer } from '../../protocol/peer';
import type { HostOffer } from '../../protocol/run-protocol';

const HELLO_TIMEOUT_MS = 5_000;

const addressSchema = z.object({ version: z.literal(1), token: z.string(), address: z.string() });

/** A conversation with the process that owns a run and is not this window's. */
export interface OwnerConnection {
  readonly peer: Peer<HostOffer, OwnerOffer>;
  /** Resolves when either side has left. */
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * Connects to the owner of the run in `runFolder`, whose lease has `token`. Rejects with `InputError` where it cannot
 * be spoken to: it is on another machine, of another person or of an older build.
 */
export async function connectToOwner(runFolder: string, token: string): Promise<OwnerConnection> {
  const address = await addressOf(runFolder);
  // A lease without its address, or an address without its lease, is nobody's that could be asked.
  if (address?.token !== token) throw unreachableOwner(runFolder);
  const socket = connect(address.address);
  socket.setEncoding('utf8');
  const peer = new Peer<HostOffer, OwnerOffer>((message) => socket.write(messageLine(message)), {});
  const lines = new MessageLines();
  socket.on('data', (piece: string) => {
    for (const message of lines.add(piece)) peer.receive(message);
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      peer.close(l10n.t('the process that works on the run has left'));
      resolve();
    });
  });
  try {
    await greeted(socket, peer, token, runFolder);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return { peer, closed, close: () => socket.destroy() };
}

/** Nothing is said before the other side has shown that it owns the run: any program may have written the address. */
function greeted(
  socket: Socket,
  peer: OwnerConnection['peer'],
  token: string,
  runFolder: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(unreachableOwner(runFolder)), HELLO_TIMEOUT_MS);
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      outcome();
    };
    socket.once('error', () => settle(() => reject(unreachableOwner(runFolder))));
    socket.once('close', () =>
      settle(() => reject(new WorkerLostError(l10n.t('the process that works on the run has left')))),
    );
    peer.on('owner/hello', (hello) =>
      settle(() => {
        if (hello.version === OWNER_PROTOCOL_VERSION && hello.token === token) resolve();
        else reject(unreachableOwner(runFolder));
      }),
    );
  });
}

async function addressOf(runFolder: string): Promise<z.output<typeof addressSchema> | undefined> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(path.join(runFolder, OWNER_FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

function unreachableOwner(runFolder: string): InputError {
  return new InputError(
    path.basename(runFolder),
    l10n.t('another window or terminal owns this run and cannot be reached from here: control it there'),
  );
}
