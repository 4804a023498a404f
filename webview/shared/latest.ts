/** The value that was made last, again while what it was made of is the same. */
export class Latest<T> {
  #made: { readonly of: readonly unknown[]; readonly value: T } | undefined;

  /** @param of all that `make` goes by, compared by identity */
  of(of: readonly unknown[], make: () => T): T {
    const made = this.#made;
    if (made?.of.length === of.length && of.every((one, i) => Object.is(one, made.of[i]))) return made.value;
    const value = make();
    this.#made = { of, value };
    return value;
  }
}
