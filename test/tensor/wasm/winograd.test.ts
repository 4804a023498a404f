import fc from 'fast-check';
import { expect, it } from 'vitest';

import { winogradScratchFloats } from '../../../src/tensor/wasm/linear-kernels';
import type { Accumulating, Border, Placed, Sizes } from './harness';
import {
  KernelMemory,
  NO_BORDER,
  accKind,
  accumulating,
  border,
  drawn,
  product,
  randomFrom,
  seed,
  strides,
} from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

/** Outputs of a 3 x 3 convolution, and channels in and out. */
interface Shape {
  readonly batch: number;
  readonly oh: number;
  readonly ow: number;
  readonly ci: number;
  readonly co: number;
}

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const channels = fc.oneof(
  fc.constantFrom(8, 16),
  upTo(10).map((n) => 4 * n),
);
/** Sizes are even and odd; small images share a block of tiles, large ones need several. */
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ batch: upTo(3), oh: upTo(7), ow: upTo(7), ci: channels, co: channels }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Shape>(
      { batch: 21, oh: 4, ow: 4, ci: 4, co: 8 },
      { batch: 1, oh: 23, ow: 18, ci: 8, co: 4 },
      { batch: 2, oh: 9, ow: 11, ci: 32, co: 32 },
    ),
  },
);

const inputs = ({ batch, oh, ow, ci }: Shape): Sizes => [batch, oh + 2, ow + 2, ci];
const outputs = ({ batch, oh, ow, co }: Shape): Sizes => [batch, oh, ow, co];

/** Calls back with positions in dense arrays of: input pixel, output pixel, tap. */
function forEachTap({ batch, oh, ow }: Shape, call: (pixel: number, out: number, tap: number) => void): void {
  for (let out = 0; out < batch * oh * ow; out++) {
    const row = Math.floor(out / ow);
    for (let tap = 0; tap < 9; tap++) {
      const line = Math.floor(row / oh) * (oh + 2) + (row % oh) + Math.floor(tap / 3);
      call(line * (ow + 2) + (out % ow) + (tap % 3), out, tap);
    }
  }
}

/** `[ci, co]` products of all taps in double precision. */
function forEachProduct({ ci, co }: Shape, call: (i: number, o: number) => void): void {
  for (let i = 0; i < ci; i++) for (let o = 0; o < co; o++) call(i, o);
}

function convolved(shape: Shape, x: Float32Array, w: Float32Array): Float64Array {
  const { ci, co } = shape;
  const sums = new Float64Array(product(outputs(shape)));
  forEachTap(shape, (pixel, out, tap) => {
    forEachProduct(shape, (i, o) => {
      sums[out * co + o]! += x[pixel * ci + i]! * w[(tap * ci + i) * co + o]!;
    });
  });
  return sums;
}

function filterGradient(shape: Shape, x: Float32Array, dy: Float32Array): Float64Array {
  const { ci, co } = shape;
  const sums = new Float64Array(9 * ci * co);
  forEachTap(shape, (pixel, out, tap) => {
    forEachProduct(shape, (i, o) => {
      sums[(tap * ci + i) * co + o]! += x[pixel * ci + i]! * dy[out * co + o]!;
    });
  });
  return sums;
}

/** The largest difference as a share of the largest number that was wanted; NaN where a result is. */
function error(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let [difference, largest] = [0, 1];
  for (let i = 0; i < wanted.length; i++) {
    difference = Math.max(difference, Math.abs(got[i]! - wanted[i]!));
    largest = Math.max(largest, Math.abs(wanted[i]!));
  }
  return got.length === wanted.length ? difference / largest : Infinity;
}

/** Rows of `co` weights with `gap` floats of something else behind each. */
function placedFilter(shape: Shape, w: Float32Array, gap: number): Placed {
  const wide = Array.from({ length: 9 * shape.ci }, (_, row) => [
    ...w.subarray(row * shape.co, (row + 1) * shape.co),
    ...new Array<number>(gap).fill(NaN),
  ]);
  return memory.vector(wide.flat());
}

/** `winogradFilter` and `winogradConv` on an image whose first tap is at `address`. */
function run(
  shape: Shape,
  image: readonly [address: number, img: number, row: number],
  filter: readonly [ci: number, co: number, w: number, ldw: number, turned: number],
  { out, acc }: Accumulating,
  bias: number,
  act: number,
): void {
  const { batch, oh, ow, ci, co } = shape;
  const u = memory.vector(16 * ci * co).address;
  const scratch = memory.vector(winogradScratchFloats(ci, co)).address;
  kernels.winogradFilter(...filter, u);
  kernels.winogradConv(
    ...([batch, oh, ow, ci, co, ...image, ci, u] as const),
    ...([...strides(out), co, ...acc, acc[0] ? co : 0, bias, act, scratch] as const),
  );
}

const BOUND = 1e-5;

it('winogradConv adds up taps, addend and bias, then activates, and writes its pixels only', () => {
  fc.assert(
    fc.property(
      shapes,
      fc.record({
        kind: accKind,
        biased: fc.boolean(),
        act: fc.constantFrom(0, 1, 2),
        gap: fc.nat({ max: 3 }),
      }),
      fc.tuple(border, border, border),
      seed,
      (shape, { kind, biased, act, gap }, borders, from) => {
        memory.clear();
        const random = randomFrom(from);
        const x = drawn(product(inputs(shape)), random);
        const w = drawn(9 * shape.ci * shape.co, random);
        const bias = drawn(shape.co, random);
        const placed = { x: memory.image(inputs(shape), borders[0], x), w: placedFilter(shape, w, gap) };
        const target = accumulating(memory, outputs(shape), kind, borders[1], borders[2], random);
        const filter = [shape.ci, shape.co, placed.w.address, shape.co + gap, 0] as const;

        run(shape, strides(placed.x), filter, target, biased ? memory.vector(bias).address : 0, act);

        const wanted = convolved(shape, x, w).map((sum, i) => {
          const v = sum + target.added[i]! + (biased ? bias[i % shape.co]! : 0);
          return act === 0 ? v : Math.min(Math.max(v, 0), act === 2 ? 6 : Infinity);
        });
        expect(error(target.out.read(), wanted)).toBeLessThan(BOUND);
        expect(error(placed.x.read(), x)).toBe(0);
        expect(memory.trespasses()).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

it('winogradFilterGradient adds up over all pixels, whatever was there before', () => {
  fc.assert(
    fc.property(shapes, fc.tuple(border, border), fc.nat({ max: 3 }), seed, (shape, borders, gap, from) => {
      memory.clear();
      const random = randomFrom(from);
      const [x, dy] = [drawn(product(inputs(shape)), random), drawn(product(outputs(shape)), random)];
      const dw = gradient(shape, x, dy, borders, gap);

      expect(error(dw, filterGradient(shape, x, dy))).toBeLessThan(BOUND);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** What `winogradFilterGradient` makes of `x` and `dy`; its rows have `gap` floats on both sides. */
function gradient(
  shape: Shape,
  x: Float32Array,
  dy: Float32Array,
  borders: readonly [Border, Border],
  gap: number,
): Float32Array {
  const { batch, oh, ow, ci, co } = shape;
  const placed = {
    x: memory.image(inputs(shape), borders[0], x),
    dy: memory.image(outputs(shape), borders[1], dy),
  };
  // Rows of weights as an image of one channel, so that what lies between them is guarded.
  const rows = memory.image([1, 9 * ci, co, 1], { rows: 0, columns: gap });
  const scratch = memory.vector(winogradScratchFloats(ci, co)).address;
  kernels.winogradFilterGradient(
    ...([batch, oh, ow, ci, co, ...strides(placed.x), ci, ...strides(placed.dy), co] as const),
    ...([rows.address, rows.row, scratch] as const),
  );
  return rows.read();
}

it('a turned filter makes an input gradient of a bordered output gradient', () => {
  fc.assert(
    fc.property(shapes, seed, (shape, from) => {
      memory.clear();
      const { batch, oh, ow, ci, co } = shape;
      const random = randomFrom(from);
      const dy = drawn(product(outputs(shape)), random);
      const w = drawn(9 * ci * co, random);
      // Two zeros on each side: every pixel of x, its border too, gets its gradient.
      const back: Shape = { batch, oh: oh + 2, ow: ow + 2, ci: co, co: ci };
      const bordered = new Float32Array(product(inputs(back)));
      for (let row = 0; row < batch * oh; row++) {
        const line = Math.floor(row / oh) * (oh + 4) + (row % oh) + 2;
        bordered.set(dy.subarray(row * ow * co, (row + 1) * ow * co), (line * (ow + 4) + 2) * co);
      }
      const image = memory.image(inputs(back), NO_BORDER, bordered);
      const target = accumulating(memory, outputs(back), 'absent', NO_BORDER, NO_BORDER, random);

      run(back, strides(image), [ci, co, placedFilter(shape, w, 0).address, co, 1], target, 0, 0);

      const wanted = new Float64Array(product(inputs(shape)));
      forEachTap(shape, (pixel, out, tap) => {
        forEachProduct(shape, (i, o) => {
          wanted[pixel * ci + i]! += dy[out * co + o]! * w[(tap * ci + i) * co + o]!;
        });
      });
      expect(error(target.out.read(), wanted)).toBeLessThan(BOUND);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

it('the filter gradient is the adjoint of the convolution in its filter', () => {
  fc.assert(
    fc.property(shapes, seed, (shape, from) => {
      memory.clear();
      const random = randomFrom(from);
      const [x, dy] = [drawn(product(inputs(shape)), random), drawn(product(outputs(shape)), random)];
      const w = drawn(9 * shape.ci * shape.co, random);
      const filter = [shape.ci, shape.co, memory.vector(w).address, shape.co, 0] as const;
      const target = accumulating(memory, outputs(shape), 'absent', NO_BORDER, NO_BORDER, random);
      run(shape, strides(memory.image(inputs(shape), NO_BORDER, x)), filter, target, 0, 0);
      const dw = gradient(shape, x, dy, [NO_BORDER, NO_BORDER], 0);

      const [forth, back] = [dot(target.out.read(), dy), dot(w, dw)];
      // Of random signs, so a sum is about the root of its number of terms.
      const size = Math.sqrt(dot(dw, dw) * dot(w, w));
      expect(Math.abs(forth - back) / Math.max(1, size)).toBeLessThan(BOUND);
    }),
    { numRuns: 60 },
  );
});

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);

it('what is not finite outside of the needed pixels reaches no result', () => {
  // The memory around values is NaN (see the harness); with odd sizes the last tiles would reach there.
  memory.clear();
  const shape: Shape = { batch: 3, oh: 5, ow: 3, ci: 8, co: 8 };
  const random = randomFrom(7);
  const [x, dy] = [drawn(product(inputs(shape)), random), drawn(product(outputs(shape)), random)];
  const dw = gradient(shape, x, dy, [{ rows: 1, columns: 1 }, NO_BORDER], 0);
  expect(error(dw, filterGradient(shape, x, dy))).toBeLessThan(BOUND);
});
