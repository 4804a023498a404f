import { expect, it } from 'vitest';
import { tooDeepAt } from '../../../src/core/base/nesting';

it.each([
  ['['.repeat(200) + ']'.repeat(200), undefined, 'as deep as it may be'],
  [`  ${'{"a":'.repeat(201)}`, 2 + 200 * 5, 'one too many'],
  ['[],'.repeat(1000), undefined, 'brackets side by side'],
  [`"${'['.repeat(300)}" // ${'{'.repeat(300)}`, undefined, 'brackets in texts and comments'],
  ['@'.repeat(300), undefined, 'no JSON at all'],
])('finds the bracket that is nested too deeply (%#)', (text, offset) => {
  expect(tooDeepAt(text)).toBe(offset);
});
