import * as l10n from '@vscode/l10n';
import { groupDigits } from '../../src/core/drawing/format';
import type { QueuedCandidate } from '../../src/core/journal/run-state';
import { el } from '../shared/dom';
import { popover } from '../shared/popover';
import { tool } from '../shared/tool';
import { queuedText } from './queued-text';

/** More are counted: a run measures them before anybody reads them. */
const MOST_LISTED = 30;

/** The candidates that wait to be measured, each with a way to take it back; nothing while none waits. */
export class QueueView {
  readonly #list = el('ol', { class: 'queue', 'aria-label': l10n.t('Candidates that wait, the next first') });
  readonly #popover = popover(l10n.t('Candidates that wait'), 'queue-sheet');
  readonly #more = el('p', { class: 'muted', hidden: true });
  readonly #button = tool({
    label: l10n.t('Candidates that wait to be measured'),
    icon: 'text',
    text: '',
    popup: true,
    press: (anchor) =>
      this.#popover.toggle(anchor, el('h3', {}, l10n.t('Candidates that wait')), this.#list, this.#more),
  });
  #key = '';

  /** @param remove by the number in the queue; resolves when that is in the journal */
  constructor(private readonly remove: (queued: number) => Promise<unknown>) {}

  get element(): HTMLElement {
    return this.#button.element;
  }

  show(queue: readonly QueuedCandidate[], canRun: boolean): void {
    const key = JSON.stringify([queue.map(({ queued }) => queued), canRun]);
    if (key === this.#key) return;
    this.#key = key;
    this.#button.set({
      hidden: queue.length === 0,
      text: l10n.t('{0} waiting', groupDigits(String(queue.length))),
    });
    if (queue.length === 0) this.#popover.close();
    const hadFocus = this.#list.contains(document.activeElement);
    this.#list.replaceChildren(...queue.slice(0, MOST_LISTED).map((one) => this.#item(one, canRun)));
    this.#more.hidden = queue.length <= MOST_LISTED;
    this.#more.textContent = l10n.t('and {0} more', queue.length - MOST_LISTED);
    if (hadFocus) this.#list.querySelector('button')?.focus();
  }

  #item(candidate: QueuedCandidate, canRun: boolean): HTMLElement {
    const text = queuedText(candidate);
    const remove = tool({
      label: l10n.t('Take out of the queue: {0}', text),
      icon: 'close',
      press: () => {
        remove.set({ disabled: true, reason: l10n.t('Being taken out') });
        void this.remove(candidate.queued).finally(() => remove.set({ disabled: !canRun }));
      },
    });
    remove.set({ disabled: !canRun, reason: l10n.t('Needs a trusted workspace') });
    return el('li', {}, el('code', { title: text }, text), remove.element);
  }
}
