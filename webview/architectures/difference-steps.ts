import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { plural } from '../../src/core/drawing/format';
import type { Difference } from './marks-model';

/** Goes from difference to difference, round and round: two buttons, and F7 and Shift+F7 as in the editor's own comparison. */
export class DifferenceSteps {
  readonly element: HTMLElement;
  readonly #where = el('span', { class: 'muted numeric' });
  readonly #previous = button({
    label: 'Previous difference',
    icon: 'up',
    look: 'icon',
    title: 'Previous difference (Shift+F7)',
    press: () => this.#step(-1),
  });
  readonly #next = button({
    label: 'Next difference',
    icon: 'down',
    look: 'icon',
    title: 'Next difference (F7)',
    press: () => this.#step(1),
  });
  #lines: readonly Difference[] = [];
  #at = -1;

  constructor(private readonly pick: (line: Difference) => void) {
    this.element = el('div', { class: 'row steps' }, this.#where, this.#previous.element, this.#next.element);
  }

  get current(): Difference | undefined {
    return this.#lines[this.#at];
  }

  show(lines: readonly Difference[]): void {
    this.#lines = lines;
    this.#at = -1;
    for (const step of [this.#previous, this.#next]) step.set({ disabled: lines.length === 0 });
    this.#tell();
  }

  set(line: Difference): void {
    this.#at = this.#lines.indexOf(line);
    this.#tell();
  }

  keydown(event: KeyboardEvent): void {
    if (event.key !== 'F7' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#step(event.shiftKey ? -1 : 1);
  }

  #step(by: number): void {
    const n = this.#lines.length;
    if (n === 0) return;
    this.pick(this.#lines[(Math.max(this.#at, by > 0 ? -1 : 0) + by + n) % n]!);
  }

  #tell(): void {
    const n = this.#lines.length;
    setText(
      this.#where,
      this.#at < 0 ? plural(n, 'difference') : `${this.#at + 1} of ${plural(n, 'difference')}`,
    );
  }
}
