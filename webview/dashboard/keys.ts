import * as l10n from '@vscode/l10n';
import type { Key, KeyGroup } from '../shared/keys/key-group';
import { CHART_KEYS, graphKeys } from '../shared/keys/place-keys';

/** What a key does anywhere on the page, while no text is being written. */
export type PageAction = 'filter' | 'clear' | 'selected-only' | 'table' | 'star' | 'pin' | 'note';

interface PageKey extends Key {
  readonly action: PageAction;
}

/** The keys of the page itself: the sheet lists them, and `actionOf` finds them. */
export const PAGE_KEYS: readonly PageKey[] = [
  { keys: ['/'], does: l10n.t('Go to the filter'), action: 'filter' },
  { keys: ['t'], does: l10n.t('Go to the table'), action: 'table' },
  { keys: ['Escape'], does: l10n.t('Clear the selection'), action: 'clear' },
  { keys: ['f'], does: l10n.t('Show selected trials only, or all'), action: 'selected-only' },
  { keys: ['s'], does: l10n.t('Star the selected trials, or take the stars away'), action: 'star' },
  { keys: ['p'], does: l10n.t('Pin the selected trials on top of the table, or let them go'), action: 'pin' },
  { keys: ['n'], does: l10n.t('Write a note on the selected trial'), action: 'note' },
];

/** Keys that a chart, the table or the graph understands while it has the focus. */
export const PLACE_KEYS: readonly KeyGroup[] = [
  CHART_KEYS,
  {
    place: l10n.t('In the table'),
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: l10n.t('Go from cell to cell') },
      { keys: ['Page Up', 'Page Down'], does: l10n.t('Go a page up or down') },
      {
        keys: ['Home', 'End'],
        does: l10n.t('Go to the first or the last cell of the row; with Ctrl of the table'),
      },
      {
        keys: ['Space'],
        does: l10n.t('Select the trial; with Ctrl beside the others, with Shift all on the way'),
      },
      { keys: ['Shift ↑', 'Shift ↓'], does: l10n.t('Select all trials on the way') },
      { keys: ['Ctrl A'], does: l10n.t('Select all trials that match') },
      { keys: ['Ctrl C'], does: l10n.t('Copy the selected rows') },
      {
        keys: ['Enter'],
        does: l10n.t('Show the architecture; on a header sort by it, with Shift by several'),
      },
      { keys: ['Alt ↓'], does: l10n.t('On a header: filter or hide the column') },
      { keys: ['Alt ←', 'Alt →'], does: l10n.t('On a header: make the column narrower or wider') },
    ],
  },
  graphKeys(l10n.t('In the graph'), l10n.t('Show the architecture')),
];

/** What the page does on this key; `undefined` for none. */
export function actionOf(key: string): PageAction | undefined {
  return PAGE_KEYS.find(({ keys }) => keys.includes(key))?.action;
}
