import type { Problem } from '../core/experiment/experiment';
import { placeInText } from '../core/experiment/place-in-text';

/** `digits.nas.json:3:14: error: space.kind: expected ...`, the form that editors turn into a link. */
export function problemLine(file: string, text: string, { offset, severity, message }: Problem): string {
  const { line, column } = placeInText(text, offset);
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}
