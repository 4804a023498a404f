import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { Bug, TrialError } from '../../core/base/errors';

/** Sizes near the end of the address space wrap around inside `malloc`, which then gives room that is not there. */
const LARGEST_TENSOR = 2 ** 31;

/**
 * Makes a full WASM heap (4 GB) an error. Upstream takes the address 0 that
 * `malloc` then gives for a tensor's place and writes over whatever is there,
 * so that training would go on with wrong numbers.
 */
export function guardHeap(backend: BackendWasm): void {
  const wasm: object = backend.wasm;
  if (!isAllocator(wasm)) throw new Bug('the WASM backend has no malloc');
  // The first call puts another function in the place of `_malloc`, so it has to come before ours.
  wasm._free(wasm._malloc(4));
  const malloc = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes) => {
    const address = bytes <= LARGEST_TENSOR ? malloc(bytes) : 0;
    if (address === 0 && bytes > 0) {
      throw new TrialError(
        'memory',
        `the WASM heap has no room for a tensor of ${Math.ceil(bytes / 2 ** 20)} MB; a smaller batch or network may fit`,
      );
    }
    return address;
  };
}

interface Allocator {
  _malloc: (bytes: number) => number;
  _free: (address: number) => void;
}

/** tfjs types its module by Emscripten's types, which it does not bring along. */
function isAllocator(wasm: object): wasm is Allocator {
  return '_malloc' in wasm && '_free' in wasm;
}
