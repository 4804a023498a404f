import fc from 'fast-check';

import type { Border, KernelMemory, Placed, Sizes } from './harness';
import { border, product, randomFrom, seed } from './harness';

/** How a filter walks over an image; `[along the height, along the width]`. */
export interface Walk {
  readonly batch: number;
  readonly out: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** What is added to a result: nothing, its own earlier numbers, or another value. */
export type Addend = 'none' | 'itself' | 'another';

/** The end of a kernel that computes `act(sum + acc + bias)`. */
export interface Epilogue {
  readonly addend: Addend;
  readonly hasBias: boolean;
  readonly act: 0 | 1 | 2;
  readonly border: Border;
}

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const pair = (max: number): fc.Arbitrary<[number, number]> => fc.tuple(upTo(max), upTo(max));

/** Most are small; some have more pixels than a kernel works on at once. */
export const walks: fc.Arbitrary<Walk> = fc
  .record({
    batch: upTo(3),
    out: fc.oneof(
      { weight: 12, arbitrary: pair(7) },
      { weight: 1, arbitrary: fc.constantFrom<[number, number]>([1, 150], [21, 20], [2, 70]) },
    ),
    kernel: fc.oneof(pair(5), fc.constantFrom<[number, number]>([3, 3], [3, 3], [1, 1], [1, 7])),
    stride: fc.oneof(pair(3), fc.constant<[number, number]>([1, 1])),
    dilation: fc.oneof(pair(3), fc.constant<[number, number]>([1, 1])),
  })
  .map((walk) => ({ ...walk, batch: walk.out[0] * walk.out[1] > 49 ? 1 : walk.batch }));

export const manyImages: Walk = { batch: 70, out: [4, 5], kernel: [3, 3], stride: [1, 1], dilation: [1, 1] };

export const epilogues: fc.Arbitrary<Epilogue> = fc.record({
  addend: fc.constantFrom<Addend>('none', 'itself', 'another'),
  hasBias: fc.boolean(),
  act: fc.constantFrom(0, 1, 2),
  border,
});

export const PLAIN: Epilogue = { addend: 'none', hasBias: false, act: 0, border: { rows: 0, columns: 0 } };

export { seed };

/** The image that holds exactly the taps of a walk. */
export function inputSizes(walk: Walk, channels: number): Sizes {
  const [height, width] = [0, 1].map(
    (i) => (walk.out[i]! - 1) * walk.stride[i]! + (walk.kernel[i]! - 1) * walk.dilation[i]! + 1,
  );
  return [walk.batch, height!, width!, channels];
}

/** Whole numbers, so that float sums are exact in any order. */
export function wholeNumbers(sizes: readonly number[], from: number): Float32Array {
  const random = randomFrom(from);
  return Float32Array.from({ length: product(sizes) }, () => Math.floor(7 * random()) - 3);
}

/** Calls back with the positions of a tap, in dense arrays, of: input pixel, output pixel, tap. */
export function forEachTap(walk: Walk, call: (pixel: number, output: number, tap: number) => void): void {
  const { batch, out, kernel, stride, dilation } = walk;
  const [, height, width] = inputSizes(walk, 1);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < out[0]; i++)
      for (let j = 0; j < out[1]; j++)
        for (let s = 0; s < kernel[0]; s++)
          for (let t = 0; t < kernel[1]; t++) {
            const row = i * stride[0] + s * dilation[0];
            const column = j * stride[1] + t * dilation[1];
            call((b * height + row) * width + column, (b * out[0] + i) * out[1] + j, s * kernel[1] + t);
          }
}

/** The words in which `conv` and its relatives take `x`; channels of a group begin at `channel`. */
export function tapWords({ address, img, row }: Placed, walk: Walk, pixel: number, channel = 0): TapWords {
  const { stride, dilation } = walk;
  return [
    address + 4 * channel,
    img,
    stride[0] * row,
    stride[1] * pixel,
    dilation[0] * row,
    dilation[1] * pixel,
  ];
}

type TapWords = [x: number, img: number, row: number, pix: number, tapH: number, tapW: number];

/** An output with its addend and bias in a memory, and what is to be in it. */
export class Target {
  readonly #bias: Float32Array | undefined;
  readonly #addend: Float32Array | undefined;
  readonly #biasAddress: number;
  readonly #acc: Placed | undefined;
  readonly y: Placed;

  constructor(
    memory: KernelMemory,
    private readonly sizes: Sizes,
    private readonly epilogue: Epilogue,
    from: number,
  ) {
    const { addend, hasBias } = epilogue;
    this.#addend = addend === 'none' ? undefined : wholeNumbers(sizes, from + 1);
    this.#bias = hasBias ? wholeNumbers([sizes[3]], from + 2) : undefined;
    this.#biasAddress = this.#bias ? memory.vector(this.#bias).address : 0;
    this.y = memory.image(sizes, epilogue.border, addend === 'itself' ? this.#addend : undefined);
    const another = { rows: 1, columns: 2 };
    if (addend === 'itself') this.#acc = this.y;
    if (addend === 'another') this.#acc = memory.image(sizes, another, this.#addend);
  }

  /** The words from `y` on: output, addend, bias, activation; channels of a group begin at `channel`. */
  words(channel = 0): TargetWords {
    const pixel = this.sizes[3];
    const shift = 4 * channel;
    const { y } = this;
    const acc = this.#acc;
    return [
      y.address + shift,
      y.img,
      y.row,
      pixel,
      acc ? acc.address + shift : 0,
      acc?.img ?? 0,
      acc?.row ?? 0,
      acc ? pixel : 0,
      this.#biasAddress && this.#biasAddress + shift,
      this.epilogue.act,
    ];
  }

  expected(sums: Float32Array): Float32Array {
    const channels = this.sizes[3];
    return sums.map((sum, i) => {
      const v = sum + (this.#addend?.[i] ?? 0) + (this.#bias?.[i % channels] ?? 0);
      return activated(v, this.epilogue.act);
    });
  }
}

type TargetWords = [
  y: number,
  yImg: number,
  yRow: number,
  yPix: number,
  acc: number,
  accImg: number,
  accRow: number,
  accPix: number,
  bias: number,
  act: number,
];

export function activated(v: number, act: 0 | 1 | 2): number {
  if (act === 0) return v;
  return Math.min(Math.max(v, 0), act === 2 ? 6 : Infinity);
}
