/**
 * Keeps what is read in a table where it is while other rows come in above it, and knows which of those have not been
 * in sight. Rows are their keys, in order.
 */
export class RowAnchor {
  readonly #unseen = new Set<number>();

  constructor(private readonly rowHeight: number) {}

  /** Rows that came in above what is in sight, and were not scrolled to. */
  get nUnseen(): number {
    return this.#unseen.size;
  }

  /**
   * The place to scroll to so that the first row in sight, or the next that is still there, stays where it is. At the
   * very top nothing is held: new rows are what a person waits for there.
   *
   * @param top pixels, as the table is scrolled while it shows `before`
   */
  hold(before: readonly number[], after: readonly number[], top: number): number {
    if (top <= 0) {
      this.forget();
      return top;
    }
    const first = Math.floor(top / this.rowHeight);
    const places = new Map(after.map((key, place) => [key, place]));
    const held = before.findIndex((key, place) => place >= first && places.has(key));
    if (held < 0) return top;
    const place = places.get(before[held]!)!;
    const known = new Set(before);
    for (const key of after.slice(0, place)) if (!known.has(key)) this.#unseen.add(key);
    return top + (place - held) * this.rowHeight;
  }

  /** The table was scrolled to `top`: what is in sight now has been seen. */
  scrolled(rows: readonly number[], top: number): void {
    if (this.#unseen.size === 0) return;
    const above = new Set(rows.slice(0, Math.ceil(Math.max(0, top) / this.rowHeight)));
    for (const key of this.#unseen) if (!above.has(key)) this.#unseen.delete(key);
  }

  /** What comes next answers another question: nothing in it is new. */
  forget(): void {
    this.#unseen.clear();
  }
}
