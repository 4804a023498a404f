import * as l10n from '@vscode/l10n';
import { el } from '../dom';
import { formatBytes, formatCount } from '../../../src/core/drawing/format';
import type { PlacedNode } from '../../../src/core/drawing/dag-layout';
import type { Size } from './viewport';

/** What is known of the node under the pointer; the same is in the details of the selected node, for keys. */
export class DagTip {
  readonly element = el('div', { class: 'dag-tip', 'aria-hidden': 'true', hidden: true });
  #shown = '';

  show(node: PlacedNode, point: { readonly x: number; readonly y: number }, window: Size): void {
    if (this.#shown !== node.id) {
      this.#shown = node.id;
      this.element.replaceChildren(
        el('strong', {}, node.label),
        ...(node.id === node.label ? [] : [el('div', { class: 'muted' }, node.id)]),
        ...(node.mark ? [el('div', {}, node.mark.text)] : []),
        el('div', {}, l10n.t('Output {0}, {1}', node.shape, formatBytes(node.cost.activationBytes))),
        el('div', {}, l10n.t('{0} parameters', formatCount(node.cost.paramCount))),
        el('div', {}, l10n.t('{0} MACs', formatCount(node.cost.macs))),
      );
    }
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const x = point.x + 14 + offsetWidth > window.width ? point.x - 10 - offsetWidth : point.x + 14;
    const y = Math.min(point.y + 16, window.height - offsetHeight - 4);
    this.element.style.transform = `translate(${Math.max(4, x)}px, ${Math.max(4, y)}px)`;
  }

  hide(): void {
    if (!this.element.hidden) this.element.hidden = true;
    this.#shown = '';
  }
}
