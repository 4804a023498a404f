import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import { formatEvent } from '../../src/core/journal/write';
import { JournalFile } from '../../src/worker/journal-file';
import { folderWith } from '../support/folder';

const event = (at: number): JournalEvent => ({
  type: 'run-paused',
  at,
  reason: 'user',
  message: 'ä'.repeat(at),
});

describe('JournalFile', () => {
  it('appends whole lines to what is there', () => {
    const file = path.join(folderWith({}), 'journal.jsonl');
    const first = new JournalFile(file);
    first.append(event(1), true);
    first.append(event(2), false);
    first.close();
    const second = new JournalFile(file);
    second.append(event(3), true);
    second.close();
    expect(readFileSync(file, 'utf8')).toBe([1, 2, 3].map((at) => formatEvent(event(at))).join(''));
  });

  it('cuts off a torn last line at every length before it appends', () => {
    const file = path.join(folderWith({}), 'journal.jsonl');
    const torn = Buffer.from(formatEvent(event(2)));
    for (let n = 0; n < torn.length; n++) {
      writeFileSync(file, formatEvent(event(1)));
      appendFileSync(file, torn.subarray(0, n));
      const journal = new JournalFile(file);
      journal.append(event(3), false);
      journal.close();
      expect(readFileSync(file, 'utf8')).toBe(formatEvent(event(1)) + formatEvent(event(3)));
    }
  });

  it('finds the last line of a journal that is longer than its reading buffer', () => {
    const file = path.join(folderWith({}), 'journal.jsonl');
    const long = formatEvent(event(200_000));
    writeFileSync(file, `${long}${long.slice(0, -1)}`);
    new JournalFile(file).close();
    expect(readFileSync(file, 'utf8')).toBe(long);
  });
});
