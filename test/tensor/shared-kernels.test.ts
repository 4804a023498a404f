import assert from 'node:assert';

import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { compiledKernels, shareKernels } from '../../src/tensor/wasm/shared-kernels';
import { KERNELS_FILE, start } from './backends';

beforeAll(() => start('plan'));

it('kernels work on the tensors of tfjs in place, also after the heap has grown', () => {
  const backend = wasmBackend();
  const { kernels, memory } = shared();
  const tensor = tf.tensor1d([1, 2, 3, 4, 5]);
  const address = backend.dataIdMap.get(tensor.dataId).memoryOffset;
  kernels.fillZero(address, 2);
  expect([...tensor.dataSync()]).toEqual([0, 0, 3, 4, 5]);

  const before = memory.buffer.byteLength;
  const large = backend.makeOutput([before / 4], 'float32');
  expect(memory.buffer.byteLength).toBeGreaterThan(before);
  kernels.fillZero(address, 4);
  expect([...tensor.dataSync()]).toEqual([0, 0, 0, 0, 5]);
  expect([...new Float32Array(memory.buffer, address, 5)]).toEqual([0, 0, 0, 0, 5]);
  backend.disposeData(large.dataId);
  tensor.dispose();
});

it('are there while plan is the backend, and then only', async () => {
  const first = shared();
  await start('wasm');
  expect(compiledKernels()).toBeUndefined();
  await start('cpu');
  expect(compiledKernels()).toBeUndefined();
  await start('plan');
  expect(compiledKernels()).toBe(first);
  await tf.setBackend('cpu');
  expect(compiledKernels()).toBeUndefined();
  await tf.setBackend('wasm');
});

it('are shared once', () => {
  const first = shared();
  const before = first.memory.buffer.byteLength;
  shareKernels(wasmBackend(), KERNELS_FILE);
  expect(compiledKernels()).toBe(first);
  expect(first.memory.buffer.byteLength).toBe(before);
});

function shared(): NonNullable<ReturnType<typeof compiledKernels>> {
  const kernels = compiledKernels();
  assert(kernels);
  return kernels;
}

function wasmBackend(): BackendWasm {
  const backend = tf.backend();
  assert(backend instanceof BackendWasm);
  return backend;
}
