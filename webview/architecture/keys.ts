import * as l10n from '@vscode/l10n';
import type { KeyGroup } from '../shared/keys/key-group';
import { CHOICE_KEY, graphKeys, MAP_KEYS, SEARCH_KEYS } from '../shared/keys/place-keys';

export const PAGE_KEYS: KeyGroup['keys'] = [CHOICE_KEY];

/** Keys that parts of the architecture viewer understand while they have the focus. */
export const PLACE_KEYS: readonly KeyGroup[] = [
  graphKeys(
    l10n.t('In the graph'),
    l10n.t('Open a collapsed group, or collapse the group of a node; in the skeleton look into a cell'),
  ),
  MAP_KEYS,
  SEARCH_KEYS,
  {
    place: l10n.t('In the outline'),
    keys: [
      { keys: ['↑', '↓'], does: l10n.t('Go from row to row') },
      { keys: ['→'], does: l10n.t('Open a group, or go into it') },
      { keys: ['←'], does: l10n.t('Close a group, or go to the one around') },
      { keys: ['Home', 'End'], does: l10n.t('Go to the first or the last row') },
      { keys: ['A', '…', 'Z'], does: l10n.t('Go to the next row that begins with what is typed') },
      { keys: ['Enter', 'Space'], does: l10n.t('Show the node in the graph') },
    ],
  },
];
