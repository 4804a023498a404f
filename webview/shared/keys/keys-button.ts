import * as l10n from '@vscode/l10n';
import { popover } from '../popover';
import { tool } from '../tool';
import type { KeyGroup } from './key-group';
import { keysSheet } from './keys-sheet';
import { isPageKey } from './page-key';

/** The key of every page. */
const SHOW_KEYS = { keys: ['?'], does: l10n.t('Show or hide these keys') };

/**
 * The button that shows the keys of a page; `?` does the same wherever no text is being written.
 *
 * @param everywhere keys of the page itself
 * @param places those of what has the focus
 */
export function keysButton(everywhere: KeyGroup['keys'], places: readonly KeyGroup[]): HTMLElement {
  const groups = [{ place: l10n.t('Everywhere'), keys: [SHOW_KEYS, ...everywhere] }, ...places];
  const sheet = popover(l10n.t('Keys'), 'keys-sheet');
  const { element } = tool({
    label: l10n.t('Keys'),
    icon: 'keyboard',
    popup: true,
    press: (anchor) => sheet.toggle(anchor, keysSheet(groups)),
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?') return;
    // The sheet is closed by the key that opened it.
    const isOnSheet = event.target instanceof Node && sheet.element.contains(event.target);
    if (!isOnSheet && (!isPageKey(event) || !element.checkVisibility())) return;
    event.preventDefault();
    element.click();
  });
  return element;
}
