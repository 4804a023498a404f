/**
 * Gathers keys and hands them on at most once per `intervalMs`: the first at
 * once, the rest together. Nothing is lost; the last call always follows.
 */
export class Throttle<K> {
  readonly #waiting = new Set<K>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly intervalMs: number,
    private readonly flush: (keys: ReadonlySet<K>) => void,
  ) {}

  add(key: K): void {
    this.#waiting.add(key);
    if (!this.#timer) this.#open();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #open(): void {
    const keys = new Set(this.#waiting);
    this.#waiting.clear();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.size > 0) this.#open();
    }, this.intervalMs);
    this.flush(keys);
  }
}

/** Calls `run` once `delayMs` after the last `restart`. */
export class Debounce {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly delayMs: number,
    private readonly run: () => void,
  ) {}

  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.run, this.delayMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
