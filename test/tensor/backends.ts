import { createRequire } from 'node:module';
import path from 'node:path';

import type { BackendChoice } from '../../src/core/experiment/experiment';
import { startBackend } from '../../src/tensor/backend';
import type { Backend } from '../../src/tensor/backend';

export const WASM_FOLDER = path.resolve(
  import.meta.dirname,
  '../../node_modules/@tensorflow/tfjs-backend-wasm/dist',
);

/** Whether `@tensorflow/tfjs-node` is installed, with a printed word where it is not. */
export function hasNative(): boolean {
  try {
    createRequire(path.join(WASM_FOLDER, 'from-here.js')).resolve('@tensorflow/tfjs-node');
    return true;
  } catch {
    console.log('skipped: @tensorflow/tfjs-node is not installed');
    return false;
  }
}

export const KERNELS_FILE = path.resolve(import.meta.dirname, '../../src/tensor/wasm/kernels.wasm');

export function start(choice: BackendChoice): Promise<Backend> {
  return startBackend(choice, { wasmFolder: WASM_FOLDER, kernelsFile: KERNELS_FILE });
}
