import { l10n } from 'vscode';
import type { WrittenPicture } from '../notations/notation';
import type { Column } from './columns';
import { largeColumnsSvg, smallColumnsSvg } from './columns-svg';

/** The picture of a network as columns. */
export function columnsPicture(columns: readonly Column[]): WrittenPicture {
  return {
    small: (heightPx, palette) => smallColumnsSvg(columns, heightPx, palette),
    large: (palette) => largeColumnsSvg(columns, palette),
    words: columns.map(columnWords).join('; ') || l10n.t('no layers'),
  };
}

function columnWords(column: Column): string {
  return column.map(({ label }) => label).reduce((left, right) => l10n.t('{0} beside {1}', left, right));
}
