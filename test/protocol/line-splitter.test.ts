import { expect, it } from 'vitest';
import { LineSplitter } from '../../src/protocol/line-splitter';

it('a line is given when its newline has come, however the text is cut', () => {
  const lines = new LineSplitter();
  expect(lines.add('on')).toEqual([]);
  expect(lines.pending).toBe(2);
  expect(lines.add('e\ntwo\nth')).toEqual(['one', 'two']);
  expect(lines.add('ree\n')).toEqual(['three']);
  expect(lines.pending).toBe(0);
});
