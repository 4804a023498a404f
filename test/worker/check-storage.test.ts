import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkStorage } from '../../src/worker/check-storage';
import { folderWith } from '../support/folder';

it('tells what a folder can do, and leaves nothing there', () => {
  const folder = folderWith({});
  const { freeBytes, syncMs, hasLinks } = checkStorage(folder);
  expect(freeBytes).toBeGreaterThan(0);
  expect(syncMs).toBeGreaterThan(0);
  expect(hasLinks).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

it('says what is refused, with the folder', () => {
  const file = path.join(folderWith({}), 'file');
  writeFileSync(file, '');
  expect(() => checkStorage(file)).toThrow(`${file}: a folder cannot be made: ENOTDIR`);
});
