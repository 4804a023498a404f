import { expect, it } from 'vitest';
import { Turns } from '../../../webview/shared/turns';

it('only the newest turn is new', () => {
  const turns = new Turns();
  const first = turns.begin();
  expect(first()).toBe(true);
  const second = turns.begin();
  expect([first(), second()]).toEqual([false, true]);
});
