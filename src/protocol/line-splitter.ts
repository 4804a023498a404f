/** Gives the lines of a text that comes in pieces; the last one only with its newline. */
export class LineSplitter {
  #rest = '';

  /** The lines that `piece` completes. */
  add(piece: string): string[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop()!;
    return lines;
  }

  /** UTF-16 units of the line that has begun. */
  get pending(): number {
    return this.#rest.length;
  }
}
