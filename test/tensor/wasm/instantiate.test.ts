import { expect, it } from 'vitest';

import { Bug } from '../../../src/core/base/errors';
import { KERNEL_NAMES, instantiateKernels, loadKernelModule } from '../../../src/tensor/wasm/instantiate';
import { FILE } from './harness';

const memory = new WebAssembly.Memory({ initial: 1 });

it('compiles a file once', () => {
  expect(loadKernelModule(FILE)).toBe(loadKernelModule(FILE));
});

it('has every kernel of the contract, and nothing else but the measure of the benchmark', () => {
  const kernels = instantiateKernels(loadKernelModule(FILE), memory);
  expect(Object.keys(kernels).sort()).toEqual([...KERNEL_NAMES, 'peak'].sort());
});

it('needs nothing but a memory', () => {
  expect(WebAssembly.Module.imports(loadKernelModule(FILE))).toEqual([
    { module: 'env', name: 'memory', kind: 'memory' },
  ]);
});

it('names a kernel that is missing', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => instantiateKernels(empty, memory)).toThrow(new Bug('kernels.wasm has no kernel gemm'));
});

it('names a kernel that takes other parameters', () => {
  // (func (export "gemm"))
  const bytes = [
    1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 0x67, 0x65, 0x6d, 0x6d, 0, 0, 10, 4, 1, 2, 0, 0x0b,
  ];
  const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...bytes));
  expect(() => instantiateKernels(module, memory)).toThrow(
    new Bug('kernel gemm takes 0 parameters, not the 24 of Kernels'),
  );
});
