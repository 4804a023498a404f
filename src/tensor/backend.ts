import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';

import '@tensorflow/tfjs-backend-cpu';
import { BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';

import { InputError, messageOf } from '../core/base/errors';
import type { BackendChoice } from '../core/experiment/experiment';
import { guardHeap } from './kernels/heap-guard';
import { installKernels } from './kernels/install';
import { testGradients } from './self-test';

export interface BackendOptions {
  /** Folder that holds `tfjs-backend-wasm.wasm` and `tfjs-backend-wasm-simd.wasm`. */
  readonly wasmFolder: string;
  /** Folder whose `node_modules` may hold `@tensorflow/tfjs-node`. */
  readonly nativeFolder?: string;
}

export type BackendName = 'wasm' | 'cpu' | 'tensorflow';

export interface Backend {
  readonly name: BackendName;
}

/** Where a choice of backend is written in an experiment. */
const PLACE = 'execution.backend';

const CRASHES = ['uncaughtException', 'unhandledRejection'] as const;

const WASM_FILES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

/** Backends whose gradients this process has tested. */
const tested = new Set<BackendName>();

/**
 * Makes a backend the current one of this process; `auto` is WASM. Runs the
 * self-test of gradients on the first use of each. Rejects with `InputError`
 * when the backend is not there.
 */
export async function startBackend(choice: BackendChoice, options: BackendOptions): Promise<Backend> {
  // tfjs greets on standard output and standard error, which are not ours to fill.
  tf.enableProdMode();
  const name = choice === 'auto' ? 'wasm' : choice;
  if (name === 'wasm') prepareWasm(options.wasmFolder);
  if (name === 'tensorflow') loadNative(options);
  if (!(await started(name))) {
    throw new InputError(PLACE, `the backend ${name} did not start; choose "cpu" or another one`);
  }
  if (!tested.has(name)) prepare(name);
  tested.add(name);
  return { name };
}

/** What a backend needs once in a process, now that it is the current one. */
function prepare(name: BackendName): void {
  if (name !== 'tensorflow') installKernels(name);
  const backend = tf.backend();
  if (backend instanceof BackendWasm) guardHeap(backend);
  testGradients(name);
}

async function started(name: BackendName): Promise<boolean> {
  const events: Pick<EventEmitter, 'listeners' | 'off'> = process;
  const earlier = CRASHES.map((event) => events.listeners(event));
  try {
    return await tf.setBackend(name);
  } catch (error) {
    throw new InputError(PLACE, `the backend ${name} did not start: ${messageOf(error)}`);
  } finally {
    // The WASM module's loader listens for crashes of the process and throws them again, past whoever else listens.
    CRASHES.forEach((event, i) => {
      for (const listener of events.listeners(event)) {
        if (!earlier[i]!.includes(listener)) events.off(event, listener as () => void);
      }
    });
  }
}

function prepareWasm(folder: string): void {
  if (tested.has('wasm')) return;
  const missing = WASM_FILES.find((file) => !existsSync(path.join(folder, file)));
  if (missing !== undefined) {
    throw new InputError(
      PLACE,
      `the WASM backend's file ${missing} is not in ${folder}; build or install the extension again, or choose "cpu"`,
    );
  }
  setThreadsCount(1);
  setWasmPaths(path.join(folder, path.sep));
}

/** Requires tfjs-node, which registers itself with the one engine that all copies of tfjs in a process share. */
function loadNative({ nativeFolder, wasmFolder }: BackendOptions): void {
  // Removed in Node 23, and tfjs-node 4.22 still calls them (tensorflow/tfjs#8609).
  const old: { isNullOrUndefined?: unknown; isArray?: unknown } = util;
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
  // Several processes of one thread are faster on small networks than threads; native code must not print either.
  process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
  process.env['TF_NUM_INTEROP_THREADS'] ??= '1';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

  const folders = [nativeFolder, wasmFolder].filter((folder) => folder !== undefined);
  const problems: string[] = [];
  for (const folder of folders) {
    try {
      createRequire(path.join(path.resolve(folder), 'from-here.js'))('@tensorflow/tfjs-node');
      return;
    } catch (error) {
      problems.push(messageOf(error).split('\n')[0]!);
    }
  }
  throw new InputError(
    PLACE,
    `@tensorflow/tfjs-node could not be loaded (${problems[0]!}); run "npm install @tensorflow/tfjs-node" in ${nativeFolder ?? 'the folder of the experiment'}, or choose "wasm"`,
  );
}
