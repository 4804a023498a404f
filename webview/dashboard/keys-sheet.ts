import { el } from '../shared/dom';
import { KEY_GROUPS } from './keys';

/** The registry of keys as a list to read. */
export function keysSheet(): HTMLElement[] {
  return KEY_GROUPS.map(({ place, keys }) =>
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
}
