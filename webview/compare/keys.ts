import * as l10n from '@vscode/l10n';
import type { KeyGroup } from '../shared/keys/key-group';
import { CHOICE_KEY } from '../shared/keys/place-keys';

export const PAGE_KEYS: KeyGroup['keys'] = [CHOICE_KEY];

/** Keys that parts of a comparison understand while they have the focus. */
export const PLACE_KEYS: readonly KeyGroup[] = [
  {
    place: l10n.t('In the curves'),
    keys: [
      { keys: ['←', '→'], does: l10n.t('Read the curves at a smaller or a larger budget') },
      { keys: ['Home', 'End'], does: l10n.t('Read the curves at their beginning or their end') },
      { keys: ['Escape'], does: l10n.t('Read nothing') },
    ],
  },
  {
    place: l10n.t('In the legend'),
    keys: [{ keys: ['Enter', 'Space'], does: l10n.t('Hide or show a curve') }],
  },
];
