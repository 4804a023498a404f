/** Made once: it costs more than a thousand comparisons. */
const COLLATOR = new Intl.Collator('en', { numeric: true });

/** Texts that the order finds equal, as it does `01` and `1`, share one. */
interface Place {
  readonly text: string;
  rank: number;
}

/**
 * The places of texts in the order in which people look them up, as numbers: to compare two texts costs as much as to
 * compare a hundred numbers. Texts that were placed once stay, so that a few new ones among thousands cost little.
 */
export class TextOrder {
  #sorted: readonly Place[] = [];
  readonly #places = new Map<string, Place>();

  /** Learns these texts. Ranks that were told before may change. */
  add(texts: Iterable<string>): void {
    const fresh = new Set<string>();
    for (const text of texts) if (!this.#places.has(text)) fresh.add(text);
    if (fresh.size === 0) return;
    const merged: Place[] = [];
    let taken = 0;
    for (const text of [...fresh].sort(COLLATOR.compare)) {
      const end = this.#firstNotBefore(text, taken);
      while (taken < end) merged.push(this.#sorted[taken++]!);
      const equal = [merged.at(-1), this.#sorted[taken]].find(
        (place) => place && COLLATOR.compare(place.text, text) === 0,
      );
      const place = equal ?? { text, rank: 0 };
      if (!equal) merged.push(place);
      this.#places.set(text, place);
    }
    while (taken < this.#sorted.length) merged.push(this.#sorted[taken++]!);
    this.#sorted = merged;
    merged.forEach((place, i) => (place.rank = i));
  }

  /** Of a text that was added: equal texts have equal ranks. */
  rank(text: string): number {
    return this.#places.get(text)!.rank;
  }

  #firstNotBefore(text: string, from: number): number {
    let low = from;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (COLLATOR.compare(this.#sorted[middle]!.text, text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
