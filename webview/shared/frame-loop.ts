/**
 * Runs `draw` soon after `request`, at most once in `minimumMs`, and always once
 * more after the last request. Many messages in one frame cost one drawing.
 */
export class FrameLoop {
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly draw: () => void,
    private readonly minimumMs: number,
  ) {}

  request(): void {
    if (this.#frame !== 0 || this.#timer !== undefined) return;
    const wait = this.#last + this.minimumMs - performance.now();
    if (wait > 1) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#schedule();
      }, wait);
    } else {
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#last = performance.now();
      this.draw();
    });
  }
}
