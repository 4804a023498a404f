import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import '@tensorflow/tfjs-backend-cpu';
import { BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';

import { Bug, InputError, messageOf } from '../core/base/errors';
import type { BackendChoice, BackendName } from '../core/experiment/backends';
import { guardHeap } from './kernels/heap-guard';
import { installKernels } from './kernels/install';
import { loadNative, nativeVersion } from './native-backend';
import { requireKernelFile, selectPlan, shareKernels } from './wasm/shared-kernels';

export interface BackendOptions {
  /** Folder that holds `tfjs-backend-wasm.wasm` and `tfjs-backend-wasm-simd.wasm`. */
  readonly wasmFolder: string;
  /** Our compiled kernels; `nas-kernels.wasm` in `wasmFolder` where it is not said. */
  readonly kernelsFile?: string;
  /** Folders whose `node_modules` may hold `@tensorflow/tfjs-node`, the first to be tried first; `wasmFolder` where none is said. */
  readonly nativeFolders?: readonly string[];
  /** Told why `auto` took less than the best. */
  readonly warn?: (message: string) => void;
}

export interface Backend {
  readonly name: BackendName;
  /** Of everything that computes: `TensorFlow.js 4.22.0, kernels 1f00dcafe`. */
  readonly version: string;
}

/** Where a choice of backend is written in an experiment. */
const PLACE = 'execution.backend';

const CRASHES = ['uncaughtException', 'unhandledRejection'] as const;

const WASM_FILES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

const KERNELS_FILE = 'nas-kernels.wasm';

/** Backends that this process has prepared, by the names that tfjs knows. */
const prepared = new Set<TfjsBackend>();

/** What a backend is to tfjs: a plan works on the heap of its WASM backend. */
type TfjsBackend = Exclude<BackendName, 'plan'>;

/**
 * Makes a backend the current one of this process; `auto` is `plan`, or `wasm`
 * with a word to `warn` where there can be no plan. Rejects with `InputError`
 * when the backend is not there.
 */
export async function startBackend(choice: BackendChoice, options: BackendOptions): Promise<Backend> {
  if (choice !== 'auto') return start(choice, options);
  try {
    return await start('plan', options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    options.warn?.(`trains with the backend wasm, since plan cannot be used: ${error.problem}`);
    return start('wasm', options);
  }
}

async function start(name: BackendName, options: BackendOptions): Promise<Backend> {
  // tfjs greets on standard output and standard error, which are not ours to fill.
  tf.enableProdMode();
  const { wasmFolder, kernelsFile = path.join(wasmFolder, KERNELS_FILE), nativeFolders = [] } = options;
  if (name === 'plan') requireKernelFile(kernelsFile);
  const tfjsName = name === 'plan' ? 'wasm' : name;
  if (tfjsName === 'wasm') prepareWasm(wasmFolder);
  if (tfjsName === 'tensorflow') loadNative(nativeFolders.length > 0 ? nativeFolders : [wasmFolder]);
  if (!(await started(tfjsName))) {
    throw new InputError(PLACE, `the backend ${name} did not start; choose "cpu" or another one`);
  }
  if (!prepared.has(tfjsName)) prepare(tfjsName);
  prepared.add(tfjsName);
  if (name === 'plan') shareKernels(wasmBackend(), kernelsFile);
  selectPlan(name === 'plan');
  return { name, version: versionOf(name, kernelsFile) };
}

function versionOf(name: BackendName, kernelsFile: string): string {
  switch (name) {
    case 'plan':
      return `TensorFlow.js ${tf.version_core}, kernels ${hashOf(kernelsFile)}`;
    case 'tensorflow':
      return nativeVersion();
    default:
      return `TensorFlow.js ${tf.version_core}`;
  }
}

/** The same for the same kernels. */
function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8);
}

/** What a backend needs once in a process, now that it is the current one. */
function prepare(name: TfjsBackend): void {
  if (name !== 'tensorflow') installKernels(name);
  if (name === 'wasm') guardHeap(wasmBackend());
}

function wasmBackend(): BackendWasm {
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new Bug('the backend wasm is not that of tfjs');
  return backend;
}

async function started(name: TfjsBackend): Promise<boolean> {
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
  if (prepared.has('wasm')) return;
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
