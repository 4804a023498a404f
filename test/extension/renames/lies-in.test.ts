import * as path from 'node:path';
import { expect, it } from 'vitest';
import { liesIn } from '../../../src/extension/renames/lies-in';

it.each([
  ['c:\\work\\.nas\\digits', 'c:\\work\\.nas\\digits\\2026-a', true],
  ['c:\\work\\.nas\\digits', 'c:\\work\\.nas\\digits2\\2026-a', false],
  ['c:\\work\\.nas', 'c:\\work\\.nas\\digits\\2026-a', false],
  ['vscode-vfs://host/.nas/digits', 'vscode-vfs://host/.nas/digits/2026-a', true],
])('on Windows %s holds %s: %s', (folder, child, isInside) => {
  expect(liesIn(folder, child, path.win32)).toBe(isInside);
});

it.each([
  ['/work/.nas/digits', '/work/.nas/digits/2026-a', true],
  ['/work/.nas/digits', '/work/.nas/digits2/2026-a', false],
])('elsewhere %s holds %s: %s', (folder, child, isInside) => {
  expect(liesIn(folder, child, path.posix)).toBe(isInside);
});
