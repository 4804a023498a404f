import type { BackendChoice } from '../core/experiment/experiment';
import { Bug } from '../core/base/errors';

export interface BackendOptions {
  /** Folder that holds the .wasm files. */
  readonly wasmFolder: string;
  /** Folder whose `node_modules` may hold @tensorflow/tfjs-node. */
  readonly nativeFolder?: string;
}

export interface Backend {
  readonly name: 'wasm' | 'cpu' | 'tensorflow';
}

export function startBackend(choice: BackendChoice, options: BackendOptions): Promise<Backend> {
  return Promise.reject(new Bug(`cannot start ${choice} from ${options.wasmFolder} yet`));
}
