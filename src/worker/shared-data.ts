import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError, messageOf } from '../core/base/errors';
import type { Dataset } from '../core/estimator/dataset';
import { packDataset } from '../dataset/packed-dataset';
import type { PackedDataset } from '../dataset/packed-dataset';

/** `<prefix><process id>-<random>`: who made a folder can be seen from its name. */
const PREFIX = 'nas-workbench-data-';

/** A data set on disk, made ready once, for all evaluators of one run. */
export interface SharedData extends PackedDataset {
  /** Deletes it; evaluators that have read it do not need it any more. Does nothing the second time. */
  remove(): void;
}

/**
 * Puts `dataset` into a temporary folder of its own. It is deleted by `remove`,
 * when this process exits, and, when this process is killed, by the next one that
 * shares data.
 *
 * Throws `InputError` naming the file when it cannot be written.
 */
export function shareDataset(dataset: Dataset, folder = tmpdir()): SharedData {
  removeLeftovers(folder);
  let own: string;
  try {
    own = mkdtempSync(path.join(folder, `${PREFIX}${process.pid}-`));
  } catch (error) {
    throw new InputError(folder, `no folder for the prepared data can be made: ${messageOf(error)}`);
  }
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(own, { recursive: true, force: true });
  };
  process.once('exit', remove);
  try {
    return { ...packDataset(dataset, path.join(own, 'data.bin')), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Deletes what processes that were killed have left. */
function removeLeftovers(folder: string): void {
  for (const name of namesIn(folder)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : NaN;
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {
      // Another user's, whose own runs delete it.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that cannot be listed is found out by whoever writes there.
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
