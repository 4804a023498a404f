import * as l10n from '@vscode/l10n';
import type { Key, KeyGroup } from './key-group';

/** Of a chart with marks (`Plot`). */
export const CHART_KEYS: KeyGroup = {
  place: l10n.t('In a chart'),
  keys: [
    { keys: ['←', '→'], does: l10n.t('Go from mark to mark') },
    { keys: ['Home', 'End'], does: l10n.t('Go to the first or the last mark') },
    { keys: ['Enter', 'Space'], does: l10n.t('Select the mark; with Ctrl or Shift beside the others') },
    { keys: ['Shift ←', 'Shift →'], does: l10n.t('Select all marks on the way') },
    { keys: ['Ctrl A'], does: l10n.t('Select all marks') },
    { keys: ['+', '-', '0'], does: l10n.t('Zoom in, out, and show everything') },
    { keys: ['Ctrl ←', 'Ctrl →', 'Ctrl ↑', 'Ctrl ↓'], does: l10n.t('Move what a zoomed chart shows') },
  ],
};

/** Of a drawn graph (`DagView`). @param enter what Enter does there */
export function graphKeys(place: string, enter: string): KeyGroup {
  return {
    place,
    keys: [
      { keys: ['↑', '↓'], does: l10n.t('Follow an edge to an input or an output of the node') },
      { keys: ['←', '→'], does: l10n.t('Go along the layer') },
      { keys: ['Home', 'End'], does: l10n.t('Go to the input or the output of the network') },
      { keys: ['A', '…', 'Z'], does: l10n.t('Go to the next node whose name begins with what is typed') },
      { keys: ['Enter'], does: enter },
      { keys: ['+', '-', '0'], does: l10n.t('Zoom in, out, and show everything') },
    ],
  };
}

/** Of the map in a graph's corner. */
export const MAP_KEYS: KeyGroup = {
  place: l10n.t('In the map of a graph'),
  keys: [{ keys: ['↑', '↓', '←', '→'], does: l10n.t('Move the part in sight') }],
};

/** Of a field that searches nodes. */
export const SEARCH_KEYS: KeyGroup = {
  place: l10n.t('In the search field'),
  keys: [
    { keys: ['Enter'], does: l10n.t('Go to the next node that was found') },
    { keys: ['Escape'], does: l10n.t('Clear the search') },
  ],
};

/** Of one of several choices side by side (`segmented`). */
export const CHOICE_KEY: Key = {
  keys: ['←', '→'],
  does: l10n.t('In a row of choices: take the one beside it'),
};
