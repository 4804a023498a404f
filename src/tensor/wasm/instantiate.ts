import { readFileSync } from 'node:fs';

import { Bug } from '../../core/base/errors';
import type { Kernels } from './kernels';

/** Every kernel and the number of its parameters, which the compiler compares with `Kernels` and `instantiateKernels` with the module. */
const PARAMETERS: { readonly [K in keyof Kernels]: Parameters<Kernels[K]>['length'] } = {
  gemm: 24,
  conv: 25,
  convFilterGradient: 19,
  flipFilter: 12,
  winogradFilter: 6,
  winogradConv: 21,
  winogradFilterGradient: 16,
  depthwise: 23,
  depthwiseFilterGradient: 17,
  batchNormStatistics: 17,
  batchNormFold: 8,
  batchNormGradient: 25,
  layerNorm: 15,
  layerNormGradient: 21,
  affineSum: 13,
  accumulate: 13,
  copyChannels: 16,
  fillZero: 2,
  addRow: 5,
  channelSum: 8,
  reluGradient: 18,
  activate: 11,
  activateGradient: 17,
  activateWithSlope: 14,
  slopeGradient: 16,
  softmax: 6,
  softmaxGradient: 6,
  softmaxCrossEntropy: 7,
  squaredError: 7,
  avgPool: 18,
  avgPoolGradient: 21,
  maxPool: 19,
  maxPoolGradient: 22,
  dropout: 15,
  dropExamples: 15,
  embedding: 6,
  embeddingGradient: 6,
  sumOfSquares: 2,
  sgd: 6,
  adam: 9,
  rmsprop: 6,
};

export const KERNEL_NAMES: readonly (keyof Kernels)[] = Object.keys(PARAMETERS).filter(isKernelName);

const modules = new Map<string, WebAssembly.Module>();

/** The compiled module of a `kernels.wasm`; read and compiled once a process. */
export function loadKernelModule(file: string): WebAssembly.Module {
  let module = modules.get(file);
  if (!module) {
    module = new WebAssembly.Module(readFileSync(file));
    modules.set(file, module);
  }
  return module;
}

/**
 * The kernels, working on `memory`. They own no part of it and remember nothing,
 * so any number of instances may share one.
 *
 * @throws Bug when a kernel is missing or takes other parameters than `Kernels` says
 */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  requireKernels(exports);
  return exports;
}

function requireKernels(exports: WebAssembly.Exports): asserts exports is WebAssembly.Exports & Kernels {
  for (const name of KERNEL_NAMES) {
    const kernel = exports[name];
    if (typeof kernel !== 'function') throw new Bug(`kernels.wasm has no kernel ${name}`);
    if (kernel.length !== PARAMETERS[name]) {
      throw new Bug(
        `kernel ${name} takes ${kernel.length} parameters, not the ${PARAMETERS[name]} of Kernels`,
      );
    }
  }
}

function isKernelName(name: string): name is keyof Kernels {
  return name in PARAMETERS;
}
