/**
 * Draws soon after `request`, a bounded share of the tasks in a frame, all of
 * them at most once in `minimumMs`, and always once more after the last request.
 * A thousand messages cost no more drawings than one, and a slow task never
 * shares its frame with another.
 */
export class FrameLoop {
  #dirty: number[] = [];
  #requested = false;
  #scheduled = false;
  #lastStart = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly tasks: readonly (() => void)[],
    private readonly minimumMs: number,
    private readonly frameBudgetMs = 8,
  ) {}

  request(): void {
    this.#requested = true;
    if (this.#scheduled) return;
    this.#scheduled = true;
    const wait = this.#lastStart + this.minimumMs - performance.now();
    if (wait > 1) setTimeout(() => this.#nextFrame(), wait);
    else this.#nextFrame();
  }

  #nextFrame(): void {
    requestAnimationFrame(() => this.#frame());
  }

  #frame(): void {
    const start = performance.now();
    if (this.#dirty.length === 0) {
      this.#requested = false;
      this.#lastStart = start;
      this.#dirty = this.tasks.map((_, i) => i);
    }
    do {
      this.tasks[this.#dirty.shift()!]!();
    } while (this.#dirty.length > 0 && performance.now() - start < this.frameBudgetMs);

    if (this.#dirty.length > 0) {
      this.#nextFrame();
      return;
    }
    this.#scheduled = false;
    if (this.#requested) this.request();
  }
}
