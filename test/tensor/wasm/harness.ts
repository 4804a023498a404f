import path from 'node:path';

import fc from 'fast-check';

import { instantiateKernels, loadKernelModule } from '../../../src/tensor/wasm/instantiate';
import type { Kernels } from '../../../src/tensor/wasm/kernels';

/** `[batch, height, width, channels]`. */
export type Sizes = readonly [number, number, number, number];

/** Rows and columns around an image that are not part of it. */
export interface Border {
  readonly rows: number;
  readonly columns: number;
}

export const NO_BORDER: Border = { rows: 0, columns: 0 };

/** Numbers at an address of a `KernelMemory`, dense or with a border. */
export interface Placed {
  readonly address: number;
  readonly img: number;
  readonly row: number;
  /** The numbers of now, without the border. */
  read(): Float32Array;
}

export const FILE = path.resolve('src/tensor/wasm/kernels.wasm');

/** Around everything and in borders: a NaN, so that whoever reads it shows it, with a pattern that nobody writes by chance. */
export const GUARD = 0x7fc0dead;
const GUARD_FLOATS = 24;

/** Memory for kernels under test, where whatever was not given to a value must never change. */
export class KernelMemory {
  readonly #memory = new WebAssembly.Memory({ initial: 64 });
  readonly kernels: Kernels = instantiateKernels(loadKernelModule(FILE), this.#memory);
  readonly #words = new Uint32Array(this.#memory.buffer);
  readonly #floats = new Float32Array(this.#memory.buffer);
  #owned = new Uint8Array(this.#words.length);
  #end = GUARD_FLOATS;

  constructor() {
    this.#words.fill(GUARD);
  }

  /** Forgets everything. */
  clear(): void {
    this.#words.fill(GUARD, 0, this.#end + GUARD_FLOATS);
    this.#owned.fill(0, 0, this.#end + GUARD_FLOATS);
    this.#end = GUARD_FLOATS;
  }

  /** Room for an image, with `values` in it or NaN. */
  image(sizes: Sizes, border: Border = NO_BORDER, values?: ArrayLike<number>): Placed {
    const [batch, height, width, channels] = sizes;
    const row = (width + 2 * border.columns) * channels;
    const img = (height + 2 * border.rows) * row;
    const start = this.#take(batch * img) + border.rows * row + border.columns * channels;
    const length = width * channels;
    const rows = Array.from({ length: batch * height }, (_, i) => {
      return start + Math.floor(i / height) * img + (i % height) * row;
    });
    rows.forEach((at, i) => {
      this.#owned.fill(1, at, at + length);
      if (values)
        this.#floats.set(
          Array.from({ length }, (_, k) => values[i * length + k]!),
          at,
        );
    });
    const read = (): Float32Array => {
      const dense = new Float32Array(rows.length * length);
      rows.forEach((at, i) => dense.set(this.#floats.subarray(at, at + length), i * length));
      return dense;
    };
    return { address: 4 * start, img, row, read };
  }

  /** Room for `values`, or for that many of them. */
  vector(values: ArrayLike<number> | number): Placed {
    const count = typeof values === 'number' ? values : values.length;
    return this.image([1, 1, count, 1], NO_BORDER, typeof values === 'number' ? undefined : values);
  }

  /** 32-bit words; a number that is not whole becomes a float. */
  words(values: readonly number[], asFloat: ReadonlySet<number> = new Set()): number {
    const start = this.#take(values.length);
    values.forEach((value, i) => {
      if (asFloat.has(i)) this.#floats[start + i] = value;
      else this.#words[start + i] = value;
    });
    this.#owned.fill(1, start, start + values.length);
    return 4 * start;
  }

  readWords(address: number, count: number): number[] {
    return [...this.#words.subarray(address / 4, address / 4 + count)];
  }

  /** Float positions outside of every value that were written. */
  trespasses(): number[] {
    const found: number[] = [];
    for (let i = 0; i < this.#end + GUARD_FLOATS; i++) {
      if (!this.#owned[i] && this.#words[i] !== GUARD) found.push(i);
    }
    return found;
  }

  /** An odd float, so that nothing is aligned by luck. */
  #take(floats: number): number {
    const start = this.#end + 1 - (this.#end % 2);
    this.#end = start + floats + GUARD_FLOATS;
    if (this.#end + GUARD_FLOATS > this.#words.length) throw new Error('the memory of the test is too small');
    return start;
  }
}

/** The words in which a kernel takes an image. */
export const strides = ({ address, img, row }: Placed): [number, number, number] => [address, img, row];

/** No image. */
export const ABSENT: [number, number, number] = [0, 0, 0];

/** What is added to a result: nothing, what the output held before, or another image. */
export type AccKind = 'absent' | 'output' | 'other';

export const accKind: fc.Arbitrary<AccKind> = fc.constantFrom('absent', 'output', 'other');

/** An output and what is added to it, with the numbers that this adds. */
export interface Accumulating {
  readonly out: Placed;
  readonly acc: [number, number, number];
  readonly added: Float32Array;
}

/** Places an output of `sizes` and, as `kind` says, random numbers to add. */
export function accumulating(
  memory: KernelMemory,
  sizes: Sizes,
  kind: AccKind,
  outBorder: Border,
  accBorder: Border,
  random: () => number,
): Accumulating {
  const added = kind === 'absent' ? new Float32Array(product(sizes)) : drawn(product(sizes), random);
  const out = memory.image(sizes, outBorder, kind === 'output' ? added : undefined);
  if (kind === 'absent') return { out, acc: ABSENT, added };
  if (kind === 'output') return { out, acc: strides(out), added };
  return { out, acc: strides(memory.image(sizes, accBorder, added)), added };
}

/** Uniform in [-1, 1). */
export function drawn(count: number, random: () => number): Float32Array {
  return Float32Array.from({ length: count }, () => 2 * random() - 1);
}

export const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** mulberry32: a seed in, numbers in [0, 1) out. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The largest difference, relative to numbers larger than 1; NaN where only one of two is NaN. */
export function difference(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) {
    const a = got[i]!;
    const b = wanted[i]!;
    if (Object.is(a, b) || a === b) continue;
    const distance = Math.abs(a - b) / Math.max(1, Math.abs(b));
    if (Number.isNaN(distance)) return NaN;
    worst = Math.max(worst, distance);
  }
  return worst;
}

export const border: fc.Arbitrary<Border> = fc.record({
  rows: fc.integer({ min: 0, max: 2 }),
  columns: fc.integer({ min: 0, max: 2 }),
});

const channels = fc.oneof(fc.integer({ min: 1, max: 37 }), fc.constantFrom(4, 8, 16, 32));

export const sizes: fc.Arbitrary<Sizes> = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 9 }),
  channels,
);

export const seed = fc.nat({ max: 2 ** 31 - 1 });
