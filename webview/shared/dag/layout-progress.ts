import * as l10n from '@vscode/l10n';
import { groupDigits } from '../../../src/core/drawing/format';
import { el, setText } from '../dom';

/** Work of less time than this shows nothing: a flash would tell less. */
const PATIENCE_MS = 120;

/** Says over the drawing how far its layout is, or why there is none. */
export class LayoutProgress {
  readonly #text = el('span', {});
  readonly element = el('div', { class: 'layout-progress', role: 'status', hidden: true }, this.#text);
  #what = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows what goes on, unless it ends at once. */
  begin(what: string): void {
    clearTimeout(this.#timer);
    this.#what = what;
    this.#timer = setTimeout(() => {
      this.element.hidden = false;
      this.tell(0);
    }, PATIENCE_MS);
  }

  tell(share: number): void {
    if (this.element.hidden) return;
    setText(this.#text, `${this.#what}${share > 0 ? `: ${Math.round(share * 100)}\u202f%` : ''}`);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.element.hidden = true;
    setText(this.#text, '');
  }

  fail(message: string): void {
    clearTimeout(this.#timer);
    setText(this.#text, message);
    this.element.hidden = false;
  }
}

export function layingOut(nodes: number): string {
  return l10n.t('Laying out {0} nodes', groupDigits(String(nodes)));
}
