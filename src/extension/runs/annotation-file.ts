import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { InputError } from '../../core/base/errors';
import {
  annotate,
  formatAnnotations,
  NO_ANNOTATIONS,
  parseAnnotations,
} from '../../core/journal/annotations';
import type { AnnotationChange, Annotations } from '../../core/journal/annotations';

export const ANNOTATIONS_FILE = 'annotations.json';

/** A change takes milliseconds: a lock that is older was left behind. */
const LOCK_STALE_MS = 5_000;
const LOCK_RETRY_MS = 15;

/** What was said of the trials of the run in `folder`. Throws `InputError` for a file that cannot be understood. */
export async function readAnnotations(folder: string): Promise<Annotations> {
  const text = await readFile(path.join(folder, ANNOTATIONS_FILE), 'utf8').catch(unlessMissing);
  if (text === undefined) return NO_ANNOTATIONS;
  try {
    return parseAnnotations(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${ANNOTATIONS_FILE}${error.path === '' ? '' : `, ${error.path}`}`, error.problem);
  }
}

/**
 * Changes the file and tells what stands in it now.
 *
 * Windows take turns, and each begins with what the last one wrote. The file is whole at any time: a draft takes its
 * place. One that cannot be understood stays as it is, and this throws `InputError`.
 */
export async function changeAnnotations(
  folder: string,
  trials: readonly number[],
  change: AnnotationChange,
): Promise<Annotations> {
  const file = path.join(folder, ANNOTATIONS_FILE);
  const release = await lock(`${file}.lock`);
  try {
    const annotations = annotate(await readAnnotations(folder), trials, change);
    await replaceFile(file, formatAnnotations(annotations));
    return annotations;
  } finally {
    await release();
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await (await open(file, 'wx')).close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > LOCK_STALE_MS) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
  }
}

function unlessMissing(error: unknown): undefined {
  if (!isCode(error, 'ENOENT')) throw error;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
