import { el, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';

/** Says over the drawing how far its layout is. */
export class LayoutProgress {
  readonly #text = el('span', {});
  readonly element = el('div', { class: 'layout-progress', role: 'status', hidden: true }, this.#text);
  #nodes = 0;

  show(nodes: number): void {
    this.#nodes = nodes;
    this.tell(0);
    this.element.hidden = false;
  }

  tell(share: number): void {
    const percent = share > 0 ? `: ${Math.round(share * 100)}\u202f%` : '';
    setText(this.#text, `Laying out ${groupDigits(String(this.#nodes))} nodes${percent}`);
  }

  hide(): void {
    this.element.hidden = true;
  }
}
