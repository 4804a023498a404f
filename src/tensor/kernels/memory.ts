import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

import { Bug } from '../../core/base/errors';

/**
 * Where a backend keeps its numbers, so that one loop serves several backends.
 *
 * Take views after the last `make`: making may move the WASM heap, which leaves
 * earlier views empty.
 */
export interface Memory {
  floats(tensor: TensorInfo): Float32Array;
  ints(tensor: TensorInfo): Int32Array;
  /** A float32 tensor whose content is undefined until it is written or `zeros` is used. */
  make(shape: readonly number[]): TensorInfo;
  zeros(shape: readonly number[]): TensorInfo;
  free(...tensors: readonly TensorInfo[]): void;
  /** Runs an upstream kernel of the same backend. */
  run(kernelName: string, inputs: NamedTensorInfoMap, attrs: NamedAttrMap): TensorInfo;
}

/** The body of a kernel of ours. */
export type Loop = (
  memory: Memory,
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs: NamedAttrMap,
) => TensorInfo | TensorInfo[];

export type LoopBackend = 'wasm' | 'cpu';

/** Memory of the WASM backend: views of tfjs's heap. */
export function wasmMemory(backend: BackendWasm): Memory {
  const make = (shape: readonly number[]): TensorInfo => backend.makeOutput([...shape], 'float32');
  const floats = (tensor: TensorInfo): Float32Array => backend.typedArrayFromHeap(tensor) as Float32Array;
  return {
    floats,
    ints: (tensor) => backend.typedArrayFromHeap(tensor) as Int32Array,
    make,
    zeros(shape) {
      const tensor = make(shape);
      floats(tensor).fill(0);
      return tensor;
    },
    free(...tensors) {
      for (const { dataId } of tensors) backend.disposeData(dataId);
    },
    run: runUpstream('wasm', backend),
  };
}

/** Memory of the pure JS backend: its own typed arrays. */
export function cpuMemory(backend: MathBackendCPU): Memory {
  const make = (shape: readonly number[]): TensorInfo =>
    backend.makeTensorInfo([...shape], 'float32', new Float32Array(tf.util.sizeFromShape([...shape])));
  return {
    floats: ({ dataId }) => backend.data.get(dataId).values as Float32Array,
    ints: ({ dataId }) => backend.data.get(dataId).values as Int32Array,
    make,
    zeros: make,
    free(...tensors) {
      for (const tensor of tensors) backend.disposeIntermediateTensorInfo(tensor);
    },
    run: runUpstream('cpu', backend),
  };
}

/** The same numbers under another shape; shares its data. */
export function reshaped(tensor: TensorInfo, shape: readonly number[]): TensorInfo {
  return { dataId: tensor.dataId, shape: [...shape], dtype: tensor.dtype };
}

function runUpstream(backendName: LoopBackend, backend: object): Memory['run'] {
  return (kernelName, inputs, attrs) => {
    const out = tf.getKernel(kernelName, backendName).kernelFunc({ inputs, attrs, backend });
    if (Array.isArray(out)) throw new Bug(`${kernelName} gives several tensors`);
    return out;
  };
}
