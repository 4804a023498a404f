import { expect, it } from 'vitest';
import { tooDeepAt } from '../../../src/core/base/nesting';

it.each([
  { text: '['.repeat(200) + ']'.repeat(200), offset: undefined, why: 'two hundred brackets may be nested' },
  { text: `  ${'{"a":'.repeat(201)}`, offset: 2 + 200 * 5, why: 'one more is too deep, and has a place' },
  { text: '[],'.repeat(1000), offset: undefined, why: 'brackets side by side are not deep' },
  {
    text: `"${'['.repeat(300)}" // ${'{'.repeat(300)}`,
    offset: undefined,
    why: 'brackets in texts and comments do not count',
  },
  { text: '@'.repeat(300), offset: undefined, why: "what is no JSON is somebody else's matter" },
])('$why', ({ text, offset }) => {
  expect(tooDeepAt(text)).toBe(offset);
});
