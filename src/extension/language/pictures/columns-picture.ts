import type { WrittenPicture } from '../notations/notation';
import type { Column } from './columns';
import { largeColumnsSvg, smallColumnsSvg } from './columns-svg';

/** The picture of a network as columns. */
export function columnsPicture(columns: readonly Column[]): WrittenPicture {
  return {
    small: (heightPx, palette) => smallColumnsSvg(columns, heightPx, palette),
    large: (palette) => largeColumnsSvg(columns, palette),
    words:
      columns.map((column) => column.map(({ label }) => label).join(' beside ')).join('; ') || 'no layers',
  };
}
