import type { SearchProcess } from './search-process';

/** An idle one ends after so long. */
const IDLE_MS = 120_000;

/** A search process that looks at experiments without running them: forked with the first question, kept for the next. */
export class Inspector {
  #process: SearchProcess | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param fork the process is its: whoever ends all processes ends this one */
  constructor(private readonly fork: () => SearchProcess) {}

  async ask<T>(call: (peer: SearchProcess['peer']) => Promise<T>): Promise<T> {
    this.rest();
    if (!this.#process || this.#process.hasLeft) this.#process = this.fork();
    const asked = this.#process;
    try {
      await asked.ready;
      return await call(asked.peer);
    } finally {
      this.rest();
      this.#timer = setTimeout(() => {
        this.#process = undefined;
        void asked.end();
      }, IDLE_MS);
    }
  }

  /** Forgets when the process was to end. */
  rest(): void {
    clearTimeout(this.#timer);
  }
}
