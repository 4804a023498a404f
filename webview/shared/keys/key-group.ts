/** A key, or several that do the like. */
export interface Key {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The keys of one place on a page. */
export interface KeyGroup {
  readonly place: string;
  readonly keys: readonly Key[];
}
