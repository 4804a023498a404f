import { createRequire } from 'node:module';
import path from 'node:path';

import type { BackendChoice } from '../../src/core/experiment/experiment';
import { startBackend } from '../../src/tensor/backend';
import type { Backend } from '../../src/tensor/backend';
import { userCacheFolder } from '../../src/worker/cache-folder';

export const WASM_FOLDER = path.resolve(
  import.meta.dirname,
  '../../node_modules/@tensorflow/tfjs-backend-wasm/dist',
);

export const KERNELS_FILE = path.resolve(import.meta.dirname, '../../src/tensor/wasm/kernels.wasm');

/** The packages of this project, and what `npm run native` has built. */
const NATIVE_FOLDERS = [WASM_FOLDER, path.join(userCacheFolder(), 'tensorflow')];

/** Whether `@tensorflow/tfjs-node` is there, with a printed word where it is not. */
export function hasNative(): boolean {
  if (NATIVE_FOLDERS.some(holdsNative)) return true;
  console.log('skipped: @tensorflow/tfjs-node is not installed; npm run native builds it');
  return false;
}

export function start(choice: BackendChoice): Promise<Backend> {
  return startBackend(choice, {
    wasmFolder: WASM_FOLDER,
    kernelsFile: KERNELS_FILE,
    nativeFolders: NATIVE_FOLDERS,
  });
}

function holdsNative(folder: string): boolean {
  try {
    createRequire(path.join(folder, 'from-here.js')).resolve('@tensorflow/tfjs-node');
    return true;
  } catch {
    return false;
  }
}
