import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { InputError, messageOf } from '../core/base/errors';
import type { StorageFacts } from '../core/diagnosis/self-test';

const LINE = '{"type":"self-test"}\n';

/** Does in `folder` what runs do: appends, syncs, links and renames. Throws `InputError` that says what it refuses. */
export function checkStorage(folder: string): StorageFacts {
  let step = 'a folder cannot be made';
  try {
    const inside = mkdtempSync(path.join(folder, 'nas-self-test-'));
    try {
      const file = path.join(inside, 'journal.jsonl');
      step = 'a file cannot be written and synced';
      const begin = performance.now();
      append(file);
      const syncMs = performance.now() - begin;
      const hasLinks = canLink(file, path.join(inside, 'link'));
      step = 'a file cannot be renamed';
      renameSync(file, path.join(inside, 'renamed'));
      step = 'a file cannot be read back';
      if (readFileSync(path.join(inside, 'renamed'), 'utf8') !== LINE)
        throw new Error('other bytes came back');
      step = 'the free space cannot be told';
      const { bavail, bsize } = statfsSync(inside);
      return { syncMs, hasLinks, freeBytes: bavail * bsize };
    } finally {
      rmSync(inside, { recursive: true, force: true });
    }
  } catch (error) {
    throw new InputError(folder, `${step}: ${messageOf(error)}`);
  }
}

function append(file: string): void {
  const fd = openSync(file, 'a');
  try {
    writeSync(fd, LINE);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Not every file system can; leases do without. */
function canLink(file: string, link: string): boolean {
  try {
    linkSync(file, link);
    return true;
  } catch {
    return false;
  }
}
