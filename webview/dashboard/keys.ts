import * as l10n from '@vscode/l10n';

/** What a key does anywhere on the page, while no text is being written. */
export type PageAction = 'keys' | 'filter' | 'clear' | 'selected-only' | 'table' | 'star' | 'pin' | 'note';

interface Key {
  readonly keys: readonly string[];
  readonly does: string;
}

interface PageKey extends Key {
  readonly action: PageAction;
}

/** The keys of the page itself: the sheet lists them, and `actionOf` finds them. */
const PAGE_KEYS: readonly PageKey[] = [
  { keys: ['?'], does: l10n.t('Show or hide these keys'), action: 'keys' },
  { keys: ['/'], does: l10n.t('Go to the filter'), action: 'filter' },
  { keys: ['t'], does: l10n.t('Go to the table'), action: 'table' },
  { keys: ['Escape'], does: l10n.t('Clear the selection'), action: 'clear' },
  { keys: ['f'], does: l10n.t('Show selected trials only, or all'), action: 'selected-only' },
  { keys: ['s'], does: l10n.t('Star the selected trials, or take the stars away'), action: 'star' },
  { keys: ['p'], does: l10n.t('Pin the selected trials on top of the table, or let them go'), action: 'pin' },
  { keys: ['n'], does: l10n.t('Write a note on the selected trial'), action: 'note' },
];

/** Keys that a chart, the table or the graph understands while it has the focus. */
const PLACE_KEYS: readonly { readonly place: string; readonly keys: readonly Key[] }[] = [
  {
    place: l10n.t('In a chart'),
    keys: [
      { keys: ['←', '→'], does: l10n.t('Go from mark to mark') },
      { keys: ['Home', 'End'], does: l10n.t('Go to the first or the last mark') },
      { keys: ['Enter', 'Space'], does: l10n.t('Select the mark; with Ctrl or Shift beside the others') },
      { keys: ['Shift ←', 'Shift →'], does: l10n.t('Select all marks on the way') },
      { keys: ['Ctrl A'], does: l10n.t('Select all marks') },
      { keys: ['+', '-', '0'], does: l10n.t('Zoom in, out, and show everything') },
      {
        keys: ['Ctrl ←', 'Ctrl →', 'Ctrl ↑', 'Ctrl ↓'],
        does: l10n.t('Move what a zoomed chart shows'),
      },
    ],
  },
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
  {
    place: l10n.t('In the graph'),
    keys: [
      { keys: ['↑', '↓'], does: l10n.t('Follow an edge to an input or an output of the node') },
      { keys: ['←', '→'], does: l10n.t('Go along the layer') },
      { keys: ['Home', 'End'], does: l10n.t('Go to the input or the output of the network') },
      { keys: ['A', '…', 'Z'], does: l10n.t('Go to the next node whose name begins with what is typed') },
      { keys: ['Enter'], does: l10n.t('Show the architecture') },
      { keys: ['+', '-', '0'], does: l10n.t('Zoom in, out, and show everything') },
    ],
  },
];

/** All keys in groups. */
export const KEY_GROUPS: readonly { readonly place: string; readonly keys: readonly Key[] }[] = [
  { place: l10n.t('Everywhere'), keys: PAGE_KEYS },
  ...PLACE_KEYS,
];

/** What the page does on this key; `undefined` for none. */
export function actionOf(key: string): PageAction | undefined {
  return PAGE_KEYS.find(({ keys }) => keys.includes(key))?.action;
}
