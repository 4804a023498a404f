import { createHash } from 'node:crypto';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { messageOf } from '../core/base/errors';
import { messageLine, MessageLines } from '../protocol/message-lines';
import { OWNER_FILE, OWNER_PROTOCOL_VERSION } from '../protocol/owner-protocol';
import type { OwnerAddress, OwnerOffer } from '../protocol/owner-protocol';
import { Peer } from '../protocol/peer';
import type { Nothing } from '../protocol/peer';
import type { RunRequests } from './run-requests';

/** A request is a few hundred characters; whoever sends so many more is none of ours. */
const LONGEST_LINE = 1 << 20;
/** The last answers leave within this. */
const GOODBYE_MS = 500;

/** What is steered. */
export interface SteeredWork {
  readonly runFolder: string;
  /** Of the lease. */
  readonly token: string;
  readonly requests: RunRequests;
  /** Told once where nobody can connect; the run goes on without. */
  onProblem(message: string): void;
}

type Asker = Peer<OwnerOffer, { requests: Nothing; events: Nothing }>;

/**
 * Lets other programs of the same person steer a run that this process owns: a
 * window that watches a terminal's search can pause it. No port is opened: it is a
 * Unix domain socket that only its owner may use, or a named pipe.
 *
 * `owner.json` in the run's folder says where, with the lease's token, so that
 * what a killed process leaves behind is not taken for an address.
 */
export class OwnerChannel {
  readonly #address: string;
  readonly #file: string;
  readonly #server: Server;
  readonly #open = new Map<Socket, Asker>();
  #isOver = false;

  constructor(private readonly work: SteeredWork) {
    this.#address = addressOf(work.runFolder);
    this.#file = path.join(work.runFolder, OWNER_FILE);
    this.#server = createServer((socket) => {
      this.#welcome(socket);
    });
    this.#server.unref();
    this.#server.once('error', (error) => {
      work.onProblem(`other windows cannot steer this run: ${messageOf(error)}`);
    });
    // Of an owner that was killed: the lease says that there is none now.
    if (process.platform !== 'win32') rmSync(this.#address, { force: true });
    this.#server.listen(this.#address, () => {
      this.#announce();
    });
  }

  /** Says goodbye: answers that are on their way still arrive. */
  async close(): Promise<void> {
    this.abandon();
    // Whoever waits for the end of the run has its answer written by the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    const closed = [...this.#open.keys()].map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once('close', () => {
            resolve();
          });
          socket.end();
        }),
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, GOODBYE_MS)));
    await Promise.race([Promise.all(closed), late]);
    clearTimeout(timer);
    for (const socket of this.#open.keys()) socket.destroy();
  }

  /** The synchronous part of `close`. */
  abandon(): void {
    this.#isOver = true;
    // Node removes the socket's file with it.
    if (this.#server.listening) this.#server.close();
    rmSync(this.#file, { force: true });
  }

  #announce(): void {
    if (this.#isOver) return;
    try {
      if (process.platform !== 'win32') chmodSync(this.#address, 0o600);
      const text: OwnerAddress = { version: 1, token: this.work.token, address: this.#address };
      const draft = `${this.#file}.draft`;
      writeFileSync(draft, `${JSON.stringify(text)}\n`);
      renameSync(draft, this.#file);
    } catch (error) {
      this.work.onProblem(`other windows cannot steer this run: ${messageOf(error)}`);
    }
  }

  #welcome(socket: Socket): void {
    socket.unref();
    socket.setEncoding('utf8');
    const peer: Asker = new Peer((message) => socket.write(messageLine(message)), this.work.requests);
    this.#open.set(socket, peer);
    const lines = new MessageLines();
    socket.on('data', (piece: string) => {
      for (const message of lines.add(piece)) peer.receive(message);
      if (lines.pending > LONGEST_LINE) socket.destroy();
    });
    // A window that goes away in the middle is nothing to report.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      peer.close('the other program has left');
      this.#open.delete(socket);
    });
    peer.emit('owner/hello', { version: OWNER_PROTOCOL_VERSION, token: this.work.token });
  }
}

/** One a run, so that a killed process leaves one at most. Short: a socket's path may have about a hundred characters. */
function addressOf(runFolder: string): string {
  const name = `nasw-${createHash('sha256').update(path.resolve(runFolder)).digest('hex').slice(0, 16)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`);
}
