/** How a message travels over a stream of text: as one line of JSON. */
export function messageLine(message: unknown): string {
  return `${JSON.stringify(message)}\n`;
}

/** Reads messages from a text that comes in pieces; the last one only with its newline. What is no JSON is no message. */
export class MessageLines {
  #rest = '';

  /** The messages that `piece` completes. */
  add(piece: string): unknown[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop()!;
    return lines.flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
  }

  /** UTF-16 units of the line that has begun. */
  get pending(): number {
    return this.#rest.length;
  }
}
