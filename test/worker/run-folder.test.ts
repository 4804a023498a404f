import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunFolder, experimentNameOf, runsBelow, runsOf } from '../../src/worker/run-folder';
import { folderWith } from '../support/folder';

describe('run folders', () => {
  it.each([
    ['/a/digits.nas.json', 'digits'],
    ['/a/digits.NAS.JSON', 'digits'],
    ['/a/my.search.nas.json', 'my.search'],
    ['/a/search.json', 'search'],
    ['/a/.nas.json', 'experiment'],
  ])('are named after the experiment: %s -> %s', (file, name) => {
    expect(experimentNameOf(file)).toBe(name);
  });

  it('get ids that sort by time, also within one second', () => {
    const file = path.join(folderWith({}), 'digits.nas.json');
    const late = createRunFolder(file, new Date('2026-11-24T14:00:00.500Z'));
    const twin = createRunFolder(file, new Date('2026-11-24T14:00:00.900Z'));
    const early = createRunFolder(file, new Date('2026-11-24T09:30:01Z'));
    expect(readdirSync(path.dirname(late.root))).toEqual([early, late, twin].map(({ runId }) => runId));
    expect(twin.root).toBe(path.join(path.dirname(file), '.nas/digits/2026-11-24-140000-2'));
  });

  it('are listed once they have a journal', () => {
    const folder = folderWith({
      '.nas/b/2026-01-02-000000/journal.jsonl': '',
      '.nas/a/2026-01-03-000000/journal.jsonl': '',
      '.nas/a/2026-01-01-000000/journal.jsonl': '',
      '.nas/a/2026-01-04-000000/log.txt': 'died before its first line',
      '.nas/a/notes.txt': '',
    });
    expect(runsBelow(folder).map(({ root }) => path.relative(folder, root))).toEqual([
      '.nas/a/2026-01-01-000000',
      '.nas/a/2026-01-03-000000',
      '.nas/b/2026-01-02-000000',
    ]);
    expect(runsOf(path.join(folder, 'b.nas.json')).map(({ runId }) => runId)).toEqual(['2026-01-02-000000']);
    expect(runsBelow(path.join(folder, 'nowhere'))).toEqual([]);
  });
});
