import type { Annotation } from '../../core/journal/annotations';
import { escapeMarkdown } from './run-text';

/** So much of a note tells which one it is. */
const SHORT = 40;

/** A trial's description with its star and the beginning of its note: `★ 97.20 % · wide stem`. */
export function annotatedText(description: string, annotation: Annotation | undefined): string {
  const [line = ''] = (annotation?.note ?? '').split('\n');
  const note = line.length > SHORT ? `${line.slice(0, SHORT - 1).trimEnd()}…` : line;
  const text = [description, note].filter((part) => part !== '').join(' · ');
  return annotation?.starred ? `★ ${text}` : text;
}

/** What is added to a trial's tooltip; empty without a note. */
export function annotationMarkdown(annotation: Annotation | undefined): string {
  const lines = (annotation?.note ?? '').split('\n').map((line) => escapeMarkdown(line));
  return annotation?.note === undefined ? '' : `\n\n---\n\n${lines.join('  \n')}`;
}
