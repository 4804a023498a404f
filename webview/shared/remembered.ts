/** A value that is made once for a key: pages draw more often than what they draw changes. */
export class Remembered<T> {
  #last: { readonly key: string; readonly value: T } | undefined;

  get(key: string, make: () => T): T {
    if (this.#last?.key !== key) this.#last = { key, value: make() };
    return this.#last.value;
  }
}
