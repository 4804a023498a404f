import * as l10n from '@vscode/l10n';
import { el } from '../shared/dom';
import { KEY_GROUPS } from './keys';

/** The registry of keys as a list to read; it takes the focus, so that arrow keys scroll it. */
export function keysSheet(): HTMLElement {
  const groups = KEY_GROUPS.map(({ place, keys }) =>
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
  return el('div', { role: 'group', 'aria-label': l10n.t('Keys'), tabindex: 0 }, ...groups);
}
