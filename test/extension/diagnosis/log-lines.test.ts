import { utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lastLogLines } from '../../../src/extension/diagnosis/log-lines';
import { folderWith } from '../../support/folder';

it('gives the last lines of the newest log, whole', () => {
  const long = Array.from({ length: 5000 }, (_, i) => `line ${i} ${'x'.repeat(90)}`);
  const folder = folderWith({ 'old.log': 'old\n', 'new.log': `${long.join('\n')}\n\n`, 'notes.txt': 'none' });
  utimesSync(path.join(folder, 'old.log'), 1, 1);
  expect(lastLogLines(folder, 3)).toEqual(long.slice(-3));
  expect(lastLogLines(folder, 100)).toEqual(long.slice(-100));
});

it('gives nothing where there is no log', () => {
  expect(lastLogLines('/nowhere', 5)).toEqual([]);
  expect(lastLogLines(folderWith({ 'notes.txt': 'none' }), 5)).toEqual([]);
});
