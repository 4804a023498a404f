import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

import { Bug } from '../../core/base/errors';

const ALIGNMENT = 64;

/** Memory of our own on the heap of tfjs. */
export interface Block {
  /** A multiple of 64. */
  readonly address: number;
  readonly bytes: number;
  free(): void;
}

/** Throws `TrialError` `memory` when the heap is full (see `guardHeap`). The content is undefined. */
export function allocate(bytes: number): Block {
  const wasm = allocator();
  const start = wasm._malloc(bytes + ALIGNMENT) >>> 0;
  const address = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
  let isFree = false;
  return {
    address,
    bytes,
    free() {
      if (isFree) return;
      isFree = true;
      wasm._free(start);
    },
  };
}

/** `count` floats at an address, valid until something is allocated. */
export function heapFloats(address: number, count: number): Float32Array {
  return new Float32Array(allocator().HEAPU8.buffer, address, count);
}

/** Where the numbers of a tensor lie; they stay there until it is disposed. */
export function addressOf(tensor: tf.TensorInfo): number {
  return wasmBackend().dataIdMap.get(tensor.dataId).memoryOffset >>> 0;
}

/**
 * Makes tfjs forget what it derived from a tensor (XNNPACK's packed filters),
 * after its numbers were changed in place: the same memory under a new number.
 */
export function forgetPacked(tensor: tf.Tensor): void {
  const backend = wasmBackend();
  const data = backend.dataIdMap.get(tensor.dataId);
  backend.wasm.tfjs.disposeData(data.id);
  data.id = nextId(backend);
  backend.wasm.tfjs.registerTensor(data.id, tensor.size, data.memoryOffset);
}

function nextId(backend: BackendWasm): number {
  const counter: object = backend;
  if (!('dataIdNextNumber' in counter) || typeof counter.dataIdNextNumber !== 'number') {
    throw new Bug('the WASM backend does not count its tensors');
  }
  return counter.dataIdNextNumber++;
}

interface Allocator {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

function wasmBackend(): BackendWasm {
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new Bug('our kernels work on the WASM backend only');
  return backend;
}

/** tfjs types its module by Emscripten's types, which it does not bring along. */
function allocator(): Allocator {
  const wasm: object = wasmBackend().wasm;
  if (!isAllocator(wasm)) throw new Bug('the WASM backend has no malloc');
  return wasm;
}

function isAllocator(wasm: object): wasm is Allocator {
  return '_malloc' in wasm && '_free' in wasm && 'HEAPU8' in wasm;
}
