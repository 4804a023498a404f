import { expect, it } from 'vitest';
import { annotatedText, annotationMarkdown } from '../../../src/extension/tree/annotation-text';

it('puts a star before a description and the beginning of a note behind it', () => {
  const long = 'worth another look with more epochs and seeds\nsecond line';
  expect([
    annotatedText('97.20 %', undefined),
    annotatedText('97.20 %', { starred: true }),
    annotatedText('97.20 %', { note: long }),
    annotatedText('', { starred: true, note: 'odd' }),
  ]).toEqual(['97.20 %', '★ 97.20 %', '97.20 % · worth another look with more epochs and…', '★ odd']);
});

it('adds a whole note to a tooltip as text', () => {
  expect(annotationMarkdown({ note: 'a *b*\nc' })).toBe('\n\n---\n\na \\*b\\*  \nc');
  expect(annotationMarkdown({ starred: true })).toBe('');
});
