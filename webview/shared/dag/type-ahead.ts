/** Letters that follow each other within this are one word. Milliseconds. */
const PAUSE_MS = 1000;

/** The word that is being typed into a list, as list boxes have it: a pause ends it, and the next letter begins another. */
export class TypeAhead {
  #word = '';
  #at = -Infinity;

  /** The word with `letter` behind it. @param at milliseconds, of the same clock in each call */
  add(letter: string, at: number): string {
    this.#word = (this.isTyping(at) ? this.#word : '') + letter;
    this.#at = at;
    return this.#word;
  }

  /** Whether a word goes on, so that a digit is a part of it. */
  isTyping(at: number): boolean {
    return at - this.#at < PAUSE_MS;
  }
}
