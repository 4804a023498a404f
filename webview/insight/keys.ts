import * as l10n from '@vscode/l10n';
import type { KeyGroup } from '../shared/keys/key-group';
import { CHART_KEYS, CHOICE_KEY } from '../shared/keys/place-keys';

export const PAGE_KEYS: KeyGroup['keys'] = [CHOICE_KEY];

/** Keys that the sections of Insight understand while a part of them has the focus. */
export const PLACE_KEYS: readonly KeyGroup[] = [
  {
    place: l10n.t('On the sections'),
    keys: [
      { keys: ['←', '→'], does: l10n.t('Show the section beside this one') },
      { keys: ['Home', 'End'], does: l10n.t('Show the first or the last section') },
    ],
  },
  CHART_KEYS,
  {
    place: l10n.t('In the matrix of correlations'),
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: l10n.t('Go from cell to cell') },
      { keys: ['Enter', 'Space'], does: l10n.t('Show the two metrics against each other') },
    ],
  },
  {
    place: l10n.t('On an axis of the parallel coordinates'),
    keys: [
      { keys: ['←', '→'], does: l10n.t('Go to the axis beside it; with Shift move the axis there') },
      { keys: ['↑', '↓'], does: l10n.t('Brush the axis, or move its brush; with Shift move the upper end') },
      { keys: ['Delete', 'Backspace'], does: l10n.t('Take the brush away') },
      { keys: ['L'], does: l10n.t('Make the axis logarithmic, or linear') },
    ],
  },
  {
    place: l10n.t('In the lineage'),
    keys: [
      { keys: ['←', '→'], does: l10n.t('Go to the first parent, or to the best child') },
      { keys: ['↑', '↓'], does: l10n.t('Go to another trial of the generation') },
      { keys: ['Home', 'End'], does: l10n.t('Go to the beginning or the end of the line to the best trial') },
      { keys: ['Enter', 'Space'], does: l10n.t('Select the trial; with Ctrl or Shift beside the others') },
      { keys: ['+', '-', '0'], does: l10n.t('Zoom in, out, and show everything') },
    ],
  },
];
