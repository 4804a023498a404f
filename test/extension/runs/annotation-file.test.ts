import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { changeAnnotations, readAnnotations } from '../../../src/extension/runs/annotation-file';
import { folderWith } from '../../support/folder';

it('keeps what each of many changes at once has said', async () => {
  const folder = folderWith({});
  await Promise.all(
    Array.from({ length: 12 }, (_, trial) => changeAnnotations(folder, [trial], { note: `note ${trial}` })),
  );
  const annotations = await readAnnotations(folder);
  expect([...annotations].sort(([a], [b]) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, trial) => [trial, { note: `note ${trial}` }]),
  );
  // Neither a draft nor a lock is left.
  expect(readdirSync(folder)).toEqual(['annotations.json']);
});

it('says nothing where there is no file', async () => {
  expect((await readAnnotations(folderWith({}))).size).toBe(0);
});

it('leaves a file that it cannot understand as it is', async () => {
  const text = '{"version": 1, "trials": {"3": {"note": 4}}}';
  const folder = folderWith({ 'annotations.json': text });
  const place = /^annotations\.json, trials\.3\.note: /;
  await expect(readAnnotations(folder)).rejects.toThrow(place);
  await expect(changeAnnotations(folder, [1], { starred: true })).rejects.toThrow(place);
  expect(readFileSync(path.join(folder, 'annotations.json'), 'utf8')).toBe(text);
  expect(readdirSync(folder)).toEqual(['annotations.json']);
});

it('takes a lock that was left behind', async () => {
  const folder = folderWith({});
  const lock = path.join(folder, 'annotations.json.lock');
  writeFileSync(lock, '');
  utimesSync(lock, 1, 1);
  await changeAnnotations(folder, [1], { starred: true });
  expect([...(await readAnnotations(folder))]).toEqual([[1, { starred: true }]]);
});
