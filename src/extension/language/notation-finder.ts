import { NAS_BENCH_201_PATTERN } from '../../core/space/nas-bench-201-notation';

/** A NAS-Bench-201 cell written in a text. */
export interface WrittenCell {
  readonly notation: string;
  /** UTF-16 offset. */
  readonly offset: number;
}

const MARKER = 'nor_conv_|none~|skip_connect~|avg_pool_3x3~'.split('|');

/** Every NAS-Bench-201 string in `text`, in order; at most `limit`. Linear in the text. */
export function findCells(text: string, limit = Number.POSITIVE_INFINITY): WrittenCell[] {
  if (!mayHoldCells(text)) return [];
  const found: WrittenCell[] = [];
  for (const match of text.matchAll(new RegExp(NAS_BENCH_201_PATTERN, 'g'))) {
    if (found.length >= limit) break;
    found.push({ notation: match[0], offset: match.index });
  }
  return found;
}

/** A picture stands at the end of the line when no more than this follows its cell: quotes, brackets, a comma. */
const MAX_REST = 4;

/**
 * Where on its line a cell's picture stands: behind everything when the cell is
 * alone there and the line ends soon, else right behind the cell.
 *
 * @param end of the cell
 */
export function pictureColumn(line: string, end: number, nCells: number): number {
  const length = line.trimEnd().length;
  return nCells === 1 && length - end <= MAX_REST ? length : end;
}

/** A cheap look before the pattern runs. */
function mayHoldCells(text: string): boolean {
  return text.includes('|+|') && MARKER.some((word) => text.includes(word));
}
