import path from 'node:path';

import { Bug } from '../../src/core/base/errors';
import { instantiateKernels, loadKernelModule } from '../../src/tensor/wasm/instantiate';
import type { Kernels } from '../../src/tensor/wasm/kernels';

const PAGES = 2048;
const LINE = 64;
/** Beyond each array: what kernels may load behind the last element, and more. */
const GAP = 64;

/** A memory with kernels on it, and arrays in it that nobody frees. */
export class KernelRoom {
  readonly #memory = new WebAssembly.Memory({ initial: PAGES });
  readonly #module = loadKernelModule(path.resolve('src/tensor/wasm/kernels.wasm'));
  readonly kernels: Kernels = instantiateKernels(this.#module, this.#memory);
  readonly #peak = peakOf(new WebAssembly.Instance(this.#module, { env: { memory: this.#memory } }));
  #end = LINE;

  /** The address of `count` floats: waves between -1 and 1, so that nothing is denormal and nothing regular. */
  floats(count: number, value = (i: number): number => Math.sin(0.7 * i + 1)): number {
    const address = this.#take(count);
    const view = new Float32Array(this.#memory.buffer, address, count);
    for (let i = 0; i < count; i++) view[i] = value(i);
    return address;
  }

  words(values: readonly number[]): number {
    const address = this.#take(values.length);
    new Int32Array(this.#memory.buffer, address).set(values);
    return address;
  }

  /** Multiply-adds in registers: `rounds` times 13 vectors of four. */
  peak(rounds: number): void {
    this.#peak(rounds, 0.3);
  }

  #take(count: number): number {
    const address = this.#end;
    this.#end = LINE * Math.ceil((address + 4 * count + GAP) / LINE);
    if (this.#end > this.#memory.buffer.byteLength) throw new Bug('the memory of the benchmark is too small');
    return address;
  }
}

type Peak = (rounds: number, factor: number) => number;

function peakOf({ exports }: WebAssembly.Instance): Peak {
  const { peak } = exports;
  if (typeof peak !== 'function') throw new Bug('kernels.wasm has no peak');
  return peak as Peak;
}
