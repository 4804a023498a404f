import { existsSync } from 'node:fs';

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

import { Bug, InputError } from '../../core/base/errors';
import { instantiateKernels, loadKernelModule } from './instantiate';
import type { Kernels } from './kernels';

/** Our kernels and the memory that they share with tfjs: an address of one is an address of the other. */
export interface SharedKernels {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
}

/** By the backend whose heap they work on; a process has one. */
const shared = new WeakMap<object, SharedKernels>();

let isPlan = false;

/** The compiled kernels on the heap of the current backend; `undefined` unless that is `plan`. */
export function compiledKernels(): SharedKernels | undefined {
  return isPlan && tf.getBackend() === 'wasm' ? shared.get(tf.backend()) : undefined;
}

/** tfjs knows `plan` and `wasm` as one backend: this tells which of them is meant. */
export function selectPlan(selected: boolean): void {
  isPlan = selected;
}

/**
 * Puts the kernels of `file` beside tfjs on its heap. Does nothing the second time.
 *
 * @throws InputError when the file is not there or this machine cannot run it
 */
export function shareKernels(backend: BackendWasm, file: string): void {
  if (shared.has(backend)) return;
  requireKernelFile(file);
  let module: WebAssembly.Module;
  try {
    module = loadKernelModule(file);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    throw new InputError(
      'execution.backend',
      `${file} cannot be compiled (${error.message}): this processor or this Node has no WebAssembly SIMD, or the file is damaged; choose "wasm"`,
    );
  }
  const memory = memoryOf(backend);
  const kernels = instantiateKernels(module, memory);
  requireOneMemory(backend, { kernels, memory });
  shared.set(backend, { kernels, memory });
}

/** @throws InputError when there are no kernels: what asks is told before anything is started */
export function requireKernelFile(file: string): void {
  if (existsSync(file)) return;
  throw new InputError(
    'execution.backend',
    `the kernels of the backend plan are not there: expected the file ${file}; build or install the extension again, or choose "wasm"`,
  );
}

/** The heap, which the module of tfjs exports and its loader keeps under a name of its own. */
function memoryOf({ wasm }: BackendWasm): WebAssembly.Memory {
  const loaded: object = wasm;
  const exports = 'asm' in loaded ? loaded.asm : undefined;
  const memory =
    typeof exports === 'object' && exports !== null && 'memory' in exports ? exports.memory : undefined;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Bug('the WASM backend does not show its memory');
}

const PATTERN = [1.5, -2.25, 3.125];

/**
 * All of this leans on internals of tfjs, so it is tried before anything is
 * trained: what tfjs writes is seen through our view, what a kernel writes is
 * read by tfjs, and both stay so when tfjs makes its heap larger.
 */
function requireOneMemory(backend: BackendWasm, { kernels, memory }: SharedKernels): void {
  const small = backend.makeOutput([PATTERN.length], 'float32');
  const address = backend.dataIdMap.get(small.dataId).memoryOffset;
  const view = (): Float32Array => new Float32Array(memory.buffer, address, PATTERN.length);
  const agree = (expected: readonly number[]): boolean =>
    [view(), backend.readSync(small.dataId) as Float32Array].every((seen) =>
      expected.every((value, i) => seen[i] === value),
    );

  view().set(PATTERN);
  let ok = agree(PATTERN);
  // More than is there, so that the heap has to grow.
  const before = memory.buffer.byteLength;
  const large = backend.makeOutput([before / Float32Array.BYTES_PER_ELEMENT], 'float32');
  ok &&= memory.buffer.byteLength > before && agree(PATTERN);
  kernels.fillZero(address, PATTERN.length);
  ok &&= agree(PATTERN.map(() => 0));
  backend.disposeData(large.dataId);
  backend.disposeData(small.dataId);
  if (!ok) throw new Bug('our kernels and tfjs do not work on one memory');
}
