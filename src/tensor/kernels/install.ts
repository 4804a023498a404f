import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

import { BATCH_NORM, BATCH_NORM_GRADIENT, batchNorm, batchNormGradient } from './batch-norm';
import { filterGradient, inputGradient } from './convolution-gradients';
import { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise-gradients';
import { COLUMN_SUM, columnSum, RELU_GRADIENT, reluGradient } from './elementwise';
import { matMul } from './mat-mul';
import type { Loop, LoopBackend, Memory } from './memory';
import { cpuMemory, wasmMemory } from './memory';
import { averagePoolGradient, averagePoolGradientAsConvolution, maxPoolGradient } from './pool-gradients';
import { withExplicitPadding } from './same-padding';
import { unsortedSegmentSum } from './segment-sum';

/** Kernels that tfjs does not have; operations fall back to ordinary tensors where a backend lacks them. */
const OWN: Readonly<Record<string, Loop>> = {
  [BATCH_NORM]: batchNorm,
  [BATCH_NORM_GRADIENT]: batchNormGradient,
  [RELU_GRADIENT]: reluGradient,
  [COLUMN_SUM]: columnSum,
};

/** Kernels that the WASM backend lacks, or has wrong or slow. */
const WASM: Readonly<Record<string, Loop>> = {
  Conv2DBackpropFilter: filterGradient,
  Conv2DBackpropInput: inputGradient,
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
  AvgPoolGrad: averagePoolGradientAsConvolution,
  MaxPoolGrad: maxPoolGradient,
  UnsortedSegmentSum: unsortedSegmentSum,
};

/** Kernels of the WASM backend that are right and fast once their arguments are prepared. */
const WRAPPED: Readonly<Record<string, (upstream: KernelFunc, backend: object) => Loop>> = {
  BatchMatMul: matMul,
  Conv2D: withExplicitPadding,
  DepthwiseConv2dNative: withExplicitPadding,
};

/** The pure JS backend is the reference: only what is wrong there is replaced. */
const CPU: Readonly<Record<string, Loop>> = { AvgPoolGrad: averagePoolGradient };

const installed = new Set<LoopBackend>();

/** Puts our kernels in the registry of `backendName`; a second call changes nothing. */
export function installKernels(backendName: LoopBackend): void {
  if (installed.has(backendName)) return;
  installed.add(backendName);
  for (const [name, loop] of Object.entries({ ...(backendName === 'wasm' ? WASM : CPU), ...OWN })) {
    register(name, backendName, ({ inputs, attrs, backend }) =>
      loop(memoryOf(backendName, backend), present(inputs), attrs ?? {}),
    );
  }
  if (backendName !== 'wasm') return;
  for (const [name, wrap] of Object.entries(WRAPPED)) {
    const upstream = tf.getKernel(name, 'wasm').kernelFunc;
    register(name, 'wasm', ({ inputs, attrs, backend }) =>
      wrap(upstream, backend)(memoryOf('wasm', backend), present(inputs), attrs ?? {}),
    );
  }
}

/** Replaces the function of a kernel and keeps what sets the backend up for it. */
function register(kernelName: string, backendName: LoopBackend, kernelFunc: KernelFunc): void {
  const old = lookUp(kernelName, backendName);
  if (old) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...old, kernelName, backendName, kernelFunc });
}

/** tfjs types a missing kernel as present. */
function lookUp(kernelName: string, backendName: LoopBackend): tf.KernelConfig | undefined {
  return tf.getKernel(kernelName, backendName);
}

function memoryOf(name: LoopBackend, backend: object): Memory {
  // A kernel is only ever called with the backend that it is registered for.
  return name === 'wasm' ? wasmMemory(backend as BackendWasm) : cpuMemory(backend as MathBackendCPU);
}

function present(inputs: tf.NamedTensorInfoMap): Readonly<Record<string, TensorInfo>> {
  return inputs as Readonly<Record<string, TensorInfo>>;
}
