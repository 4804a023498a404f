import type { DocumentTexts } from './document-texts';
import type { Written } from './notation';
import type { TextLines } from './text-lines';

/** A range of lines, both ends included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where a picture stands. */
export interface PlacedPicture {
  readonly line: number;
  readonly column: number;
  readonly written: Written;
}

/** Lines beyond the visible ones that are drawn too, so that slow scrolling shows no gap. */
const MARGIN_LINES = 30;

/** The visible lines and some around them, each once. */
export function linesToDraw(visible: readonly Lines[], nLines: number): number[] {
  const lines = new Set<number>();
  for (const { first, last } of visible) {
    const end = Math.min(nLines - 1, last + MARGIN_LINES);
    for (let line = Math.max(0, first - MARGIN_LINES); line <= end; line++) lines.add(line);
  }
  return [...lines];
}

/** The pictures of some lines; O(lines), and the lines that were seen before cost a look-up. */
export function picturesOf(
  lines: readonly number[],
  text: TextLines,
  version: number,
  texts: DocumentTexts,
): PlacedPicture[] {
  const found = texts.find(text, version, lines);
  const nInLine = new Map<number, number>();
  for (const { line } of found) nInLine.set(line, (nInLine.get(line) ?? 0) + 1);
  return found.map(({ line, written }) => {
    const { offset, length } = written;
    return { line, column: pictureColumn(text.lineAt(line), offset + length, nInLine.get(line)!), written };
  });
}

/** A picture stands at the end of the line when no more than this follows its text: quotes, brackets, a comma. */
const MAX_REST = 4;

/**
 * Where on its line a picture stands: behind everything when the architecture
 * is alone there and the line ends soon, else right behind it.
 *
 * @param end of the architecture's text
 */
export function pictureColumn(line: string, end: number, nWritten: number): number {
  const length = line.trimEnd().length;
  return nWritten === 1 && length - end <= MAX_REST ? length : end;
}

/** Names everything that is drawn, so that the same pictures are not set twice. */
export function keyOfPictures(pictures: readonly PlacedPicture[]): string {
  return pictures.map(({ line, column, written }) => `${line}:${column}:${written.text}`).join('\n');
}
