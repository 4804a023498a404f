import * as l10n from '@vscode/l10n';
import { el } from '../dom';
import type { KeyGroup } from './key-group';

/** Keys as a list to read; it takes the focus, so that arrow keys scroll it. */
export function keysSheet(groups: readonly KeyGroup[]): HTMLElement {
  const sections = groups.map(({ place, keys }) =>
    el(
      'section',
      { class: 'keys' },
      el('h3', {}, place),
      el(
        'dl',
        {},
        ...keys.flatMap((entry) => [
          el('dt', {}, ...entry.keys.map((key) => el('kbd', {}, key))),
          el('dd', {}, entry.does),
        ]),
      ),
    ),
  );
  return el('div', { role: 'group', 'aria-label': l10n.t('Keys'), tabindex: 0 }, ...sections);
}
