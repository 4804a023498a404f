import { el } from './dom';

/** Tells screen readers what happened, politely and at most once in `everyMs`: the newest sentence wins. */
export class LiveRegion {
  readonly element = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly everyMs: number) {}

  say(sentence: string): void {
    if (this.#timer !== undefined) {
      this.#next = sentence;
      return;
    }
    this.element.textContent = sentence;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined) this.say(next);
    }, this.everyMs);
  }
}
