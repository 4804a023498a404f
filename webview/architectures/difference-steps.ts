import * as l10n from '@vscode/l10n';
import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import type { Difference } from './marks-model';

/** Goes from difference to difference, round and round: two buttons, and F7 and Shift+F7 as in the editor's own comparison. */
export class DifferenceSteps {
  readonly element: HTMLElement;
  readonly #where = el('span', { class: 'muted numeric' });
  readonly #previous = button({
    label: l10n.t('Previous difference'),
    icon: 'up',
    look: 'icon',
    title: l10n.t('Previous difference (Shift+F7)'),
    press: () => this.#step(-1),
  });
  readonly #next = button({
    label: l10n.t('Next difference'),
    icon: 'down',
    look: 'icon',
    title: l10n.t('Next difference (F7)'),
    press: () => this.#step(1),
  });
  #lines: readonly Difference[] = [];
  #at = -1;

  constructor(private readonly pick: (line: Difference) => void) {
    this.element = el('div', { class: 'row steps' }, this.#where, this.#previous.element, this.#next.element);
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
    const all = differenceCountText(this.#lines.length);
    setText(
      this.#where,
      this.#at < 0
        ? all
        : l10n.t({
            message: '{0} of {1}',
            args: [this.#at + 1, all],
            comment: ['The number of a difference, and all differences with their number'],
          }),
    );
  }
}

function differenceCountText(count: number): string {
  return count === 1 ? l10n.t('1 difference') : l10n.t('{0} differences', groupDigits(String(count)));
}
