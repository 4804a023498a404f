/** Calls once when so long nothing more has stirred; of an edit that goes on only the end is told. */
export class QuietTime {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly afterMs: number,
    private readonly then: () => void,
  ) {}

  stir(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.then(), this.afterMs);
  }
}
