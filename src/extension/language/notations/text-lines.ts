/** The lines of a text, read one by one: of a document, or of a list. */
export interface TextLines {
  readonly nLines: number;
  lineAt(line: number): string;
}

/** A character of a text; both numbers count from 0, characters in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

export function linesOf(texts: readonly string[]): TextLines {
  return { nLines: texts.length, lineAt: (line) => texts[line]! };
}

/** What a comment that begins anew on each line puts before its text; a quotation of Markdown does so too. */
const MARKER = /^\s*(\/\/|#|\*|>|--|;+)(?=\s)/;

/**
 * The lines as they are read from one of them on. Where that one begins as a comment does, its mark is blanks in all of
 * them, and the text ends with the first line that has no such mark: places stay the same.
 */
export function uncommented(lines: TextLines, from: TextPlace): TextLines {
  const mark = MARKER.exec(lines.lineAt(from.line).slice(0, from.character))?.[1];
  if (mark === undefined) return lines;
  return {
    nLines: lines.nLines,
    lineAt(line) {
      const text = lines.lineAt(line);
      const start = text.length - text.trimStart().length;
      // Nothing of a list of nodes: whoever reads one ends here.
      if (!text.startsWith(mark, start)) return '}';
      return ' '.repeat(start + mark.length) + text.slice(start + mark.length);
    },
  };
}
