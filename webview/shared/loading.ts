import { progressRing } from './controls';
import { el } from './dom';

/** What a page shows until the host has told it something. */
export function loading(text: string): HTMLElement {
  return el('div', { class: 'empty loading' }, progressRing().element, el('p', {}, text));
}
