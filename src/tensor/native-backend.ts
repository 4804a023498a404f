import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';

import * as tf from '@tensorflow/tfjs-core';

import { InputError, messageOf } from '../core/base/errors';

const PACKAGE = '@tensorflow/tfjs-node';

let loadedVersion = '';

/**
 * Loads tfjs-node from the first of `folders` whose `node_modules` (or those
 * above it) hold it; it registers itself with the one engine that all copies of
 * tfjs in a process share.
 *
 * @throws InputError with the reason for each folder in which it was found and does not load
 */
export function loadNative(folders: readonly string[]): void {
  mendUtil();
  // Several processes of one thread are faster on small networks than threads; native code must not print either.
  process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
  process.env['TF_NUM_INTEROP_THREADS'] ??= '1';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

  const problems: string[] = [];
  const places = folders.map((one) => path.resolve(one));
  for (const folder of places) {
    const load = createRequire(path.join(folder, 'from-here.js'));
    try {
      load(PACKAGE);
      const { version } = load(`${PACKAGE}/package.json`) as { version: string };
      loadedVersion = version;
      return;
    } catch (error) {
      if (isMissing(error)) continue;
      const [line = ''] = messageOf(error).split('\n');
      problems.push(`the one found from ${folder} does not load: ${line}`);
    }
  }
  const what =
    problems.length > 0 ? problems.join('; ') : `${PACKAGE} is not installed in ${places.join(' or ')}`;
  throw new InputError(
    'execution.backend',
    `${what}; install it (NAS: Install Native Backend, or "npm install ${PACKAGE}" in the folder of the experiment), or choose "plan"`,
  );
}

/** `tfjs-node 4.22.0, TensorFlow 2.9.1`, once it is the current backend. */
export function nativeVersion(): string {
  const backend: object = tf.backend();
  const binding = 'binding' in backend ? backend.binding : undefined;
  const hasVersion = typeof binding === 'object' && binding !== null && 'TF_Version' in binding;
  return `tfjs-node ${loadedVersion}${hasVersion ? `, TensorFlow ${String(binding.TF_Version)}` : ''}`;
}

/** Removed in Node 23, and tfjs-node 4.22 still calls them (tensorflow/tfjs#8609). */
function mendUtil(): void {
  const old: { isNullOrUndefined?: unknown; isArray?: unknown } = util;
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'MODULE_NOT_FOUND' &&
    error.message.startsWith(`Cannot find module '${PACKAGE}'`)
  );
}
