import * as l10n from '@vscode/l10n';
import type { KeyGroup } from '../shared/keys/key-group';
import { CHOICE_KEY, graphKeys, SEARCH_KEYS } from '../shared/keys/place-keys';

export const PAGE_KEYS: KeyGroup['keys'] = [
  { keys: ['F7', 'Shift F7'], does: l10n.t('Go to the next or the previous difference') },
  CHOICE_KEY,
];

/** Keys that parts of a comparison of architectures understand while they have the focus. */
export const PLACE_KEYS: readonly KeyGroup[] = [
  graphKeys(
    l10n.t('In a graph'),
    l10n.t('Open a collapsed group, or collapse the group of a node, in every network'),
  ),
  SEARCH_KEYS,
];
