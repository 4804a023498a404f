import type { Problem } from '../core/experiment/experiment';

/** 1-based line and column (in UTF-16 units) of `offset`. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `digits.nas.json:3:14: error: space.kind: expected ...`, the form that editors turn into a link. */
export function problemLine(file: string, text: string, { offset, severity, message }: Problem): string {
  const { line, column } = placeOf(text, offset);
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}
