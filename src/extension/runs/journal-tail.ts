import { open } from 'node:fs/promises';
import { JournalReader } from '../../core/journal/read';
import type { JournalEvent } from '../../core/journal/event';

/** Where a journal's bytes are; the file may grow between two calls. */
export interface ByteSource {
  /** At most `limit` bytes from `offset` on, with the size of the whole; `undefined` when there is no file. */
  read(offset: number, limit: number): Promise<{ bytes: Uint8Array; size: number } | undefined>;
}

/** What one look at a growing journal found. */
export type TailResult =
  | { readonly kind: 'events'; readonly events: readonly JournalEvent[] }
  /** The file was replaced by a shorter one: forget what was read and take these. */
  | { readonly kind: 'restarted'; readonly events: readonly JournalEvent[] }
  | { readonly kind: 'missing' };

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Reads a journal as it grows, whole lines only: a torn last line stays unread,
 * because its writer may cut it off and write another in its place.
 */
export class JournalTail {
  #reader = new JournalReader();
  #offset = 0;
  #failed = false;
  readonly #decoder = new TextDecoder();

  constructor(private readonly source: ByteSource) {}

  /** The lines since the last call. Throws `InputError` with the line for a corrupt journal; the next call starts over. */
  async read(): Promise<TailResult> {
    const restarted = this.#failed;
    try {
      this.#failed = false;
      return await this.#readOn(restarted);
    } catch (error) {
      this.#startOver();
      this.#failed = true;
      throw error;
    }
  }

  async #readOn(after: boolean): Promise<TailResult> {
    let restarted = after;
    const events: JournalEvent[] = [];
    for (;;) {
      const part = await this.source.read(this.#offset, CHUNK_BYTES);
      if (!part) return { kind: 'missing' };
      if (part.size < this.#offset) {
        this.#startOver();
        events.length = 0;
        restarted = true;
        continue;
      }
      const end = part.bytes.lastIndexOf(NEWLINE) + 1;
      if (end === 0) return { kind: restarted ? 'restarted' : 'events', events };
      const text = this.#decoder.decode(part.bytes.subarray(0, end));
      for (const event of this.#reader.push(text)) events.push(event);
      this.#offset += end;
    }
  }

  #startOver(): void {
    this.#reader = new JournalReader();
    this.#offset = 0;
  }
}

/** The bytes of a local file. */
export function fileSource(file: string): ByteSource {
  return {
    async read(offset, limit) {
      const handle = await open(file, 'r').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (!handle) return undefined;
      try {
        const { size } = await handle.stat();
        const bytes = new Uint8Array(Math.max(0, Math.min(limit, size - offset)));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
        return { bytes: bytes.subarray(0, bytesRead), size };
      } finally {
        await handle.close();
      }
    },
  };
}
