/** Numbers questions, so that an answer which a newer question has overtaken is known and can be dropped. */
export class Turns {
  #newest = 0;

  /** Begins a turn. What it returns says whether it is still the newest. */
  begin(): () => boolean {
    const turn = ++this.#newest;
    return () => turn === this.#newest;
  }
}
