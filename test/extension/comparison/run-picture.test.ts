import path from 'node:path';
import { expect, it } from 'vitest';
import { formatEvent } from '../../../src/core/journal/write';
import { pictureOfRuns } from '../../../src/extension/comparison/run-picture';
import { fileSource, JournalTail } from '../../../src/extension/runs/journal-tail';
import { WatchedRun } from '../../../src/extension/runs/watched-run';
import { fakeRun } from '../../support/fake-run';
import { folderWith } from '../../support/folder';

const HOUR = 3_600_000;

it('shows a few runs of one experiment each for itself: their mean alone would be compared with nothing', async () => {
  const picture = pictureOfRuns(await runsWith([0, HOUR, HOUR]));
  expect(picture.groups.map(({ members }) => members.length)).toEqual([1, 1, 1]);
  const [first, ...same] = picture.groups.map(({ name }) => name);
  expect(first).toMatch(/\d\d:\d\d$/);
  // Begun in the same minute.
  expect(same).toEqual(['run-1', 'run-2']);
});

it('makes one group of many', async () => {
  const picture = pictureOfRuns(await runsWith(Array.from({ length: 7 }, (_, i) => i * HOUR)));
  expect(picture.groups.map(({ name, members }) => [name, members.length])).toEqual([['digits', 7]]);
});

function runsWith(starts: readonly number[]): Promise<WatchedRun[]> {
  return Promise.all(
    starts.map(async (after, i) => {
      const events = fakeRun({ trials: 4, epochs: 1, seed: i + 1, startAt: 1_760_000_000_000 + after });
      const folder = folderWith({ 'journal.jsonl': events.map(formatEvent).join('') });
      const run = new WatchedRun(
        folder,
        `run-${i}`,
        'digits',
        new JournalTail(fileSource(path.join(folder, 'journal.jsonl'))),
        () => Promise.resolve(false),
        () => undefined,
      );
      await run.look();
      return run;
    }),
  );
}
