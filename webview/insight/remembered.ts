/** A value that is made once for a key: analyses come one after the other, and each draws its section again. */
export class Remembered<T> {
  #last: { readonly key: string; readonly value: T } | undefined;

  get(key: string, make: () => T): T {
    if (this.#last?.key !== key) this.#last = { key, value: make() };
    return this.#last.value;
  }
}
