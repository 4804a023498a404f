import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { folderWith } from '../../support/folder';

/** A disk of 4 MB, unmounted when the test ends; `undefined` where mounting is not allowed. */
export function smallDisk(): string | undefined {
  const folder = folderWith({});
  const disk = path.join(folder, 'disk');
  try {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    console.log('skipped: a small disk can only be mounted by root on Linux');
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', [disk]);
  });
  return disk;
}

/** Writes to `file` until the disk has only about `leave` bytes. */
export function fill(file: string, leave: number): void {
  const chunks: Buffer[] = [];
  try {
    for (;;) {
      chunks.push(Buffer.alloc(4096, 1));
      writeFileSync(file, Buffer.concat(chunks));
    }
  } catch {
    writeFileSync(file, Buffer.concat(chunks.slice(0, Math.max(0, chunks.length - leave / 4096))));
  }
}
