import * as l10n from '@vscode/l10n';
import type { KeyGroup } from '../shared/keys/key-group';
import { CHOICE_KEY, graphKeys } from '../shared/keys/place-keys';

export const PAGE_KEYS: KeyGroup['keys'] = [CHOICE_KEY];

/** Keys that parts of the view of a search space understand while they have the focus. */
export const PLACE_KEYS: readonly KeyGroup[] = [
  graphKeys(l10n.t('In the drawing of the space'), l10n.t('Open or close a box')),
  {
    place: l10n.t('Among the knobs'),
    keys: [
      { keys: ['Enter', 'Space'], does: l10n.t('Mark a knob in the drawing; open or close a group') },
      { keys: ['Escape'], does: l10n.t('In the filter: show all knobs') },
      { keys: ['↑', '↓', 'Page Up', 'Page Down'], does: l10n.t('Scroll the table') },
    ],
  },
  {
    place: l10n.t('Among the candidates'),
    keys: [
      { keys: ['Enter'], does: l10n.t('Show the architecture') },
      { keys: ['Space'], does: l10n.t('On a tick box: take the candidate to a comparison') },
    ],
  },
];
