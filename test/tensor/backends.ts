import path from 'node:path';

import type { BackendChoice } from '../../src/core/experiment/experiment';
import { startBackend } from '../../src/tensor/backend';
import type { Backend } from '../../src/tensor/backend';

export const WASM_FOLDER = path.resolve(
  import.meta.dirname,
  '../../node_modules/@tensorflow/tfjs-backend-wasm/dist',
);

export function start(choice: BackendChoice): Promise<Backend> {
  return startBackend(choice, { wasmFolder: WASM_FOLDER });
}
