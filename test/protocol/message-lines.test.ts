import { expect, it } from 'vitest';
import { messageLine, MessageLines } from '../../src/protocol/message-lines';

it('a line is given when its newline has come, however the text is cut', () => {
  const lines = new MessageLines();
  expect(lines.add('"on')).toEqual([]);
  expect(lines.pending).toBe(3);
  expect(lines.add('e"\n"two"\n"th')).toEqual(['one', 'two']);
  expect(lines.add('ree"\n')).toEqual(['three']);
  expect(lines.pending).toBe(0);
});

it('what was written is read, and what is no JSON is left out', () => {
  const message = { kind: 'event', event: 'a\nb', payload: [1] };
  expect(new MessageLines().add(`nonsense\n${messageLine(message)}\n`)).toEqual([message]);
});
