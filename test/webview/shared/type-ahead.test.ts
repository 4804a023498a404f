import { expect, it } from 'vitest';
import { TypeAhead } from '../../../webview/shared/dag/type-ahead';

it('letters within a second are one word, and a pause ends it', () => {
  const typed = new TypeAhead();
  expect([typed.add('c', 5000), typed.add('o', 5900), typed.add('n', 7000)]).toEqual(['c', 'co', 'n']);
});

it('a digit belongs to a word only while it is being typed', () => {
  const typed = new TypeAhead();
  expect(typed.isTyping(10)).toBe(false);
  typed.add('c', 100);
  expect([typed.isTyping(1099), typed.isTyping(1100)]).toEqual([true, false]);
});
