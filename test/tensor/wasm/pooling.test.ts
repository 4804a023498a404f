import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  accKind,
  accumulating,
  border,
  difference,
  drawn,
  GUARD,
  KernelMemory,
  randomFrom,
  seed,
  strides,
} from './harness';
import type { Sizes } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

/** Windows along one axis. */
interface Axis {
  readonly size: number;
  readonly out: number;
  readonly k: number;
  readonly stride: number;
  readonly pad: number;
}

/** `same` padding as TensorFlow's, `valid`, or any other that leaves no window empty. */
const axis: fc.Arbitrary<Axis> = fc
  .record({
    size: fc.integer({ min: 1, max: 9 }),
    k: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('same', 'valid', 'odd'),
    pad: fc.nat({ max: 3 }),
  })
  .map(({ size, k, stride, padding, pad: drawnPad }) => {
    if (padding === 'valid') {
      const width = Math.min(k, size);
      return { size, k: width, stride, pad: 0, out: Math.floor((size - width) / stride) + 1 };
    }
    const out = Math.ceil(size / stride);
    const before = Math.floor(Math.max(0, (out - 1) * stride + k - size) / 2);
    return { size, k, stride, out, pad: padding === 'same' ? before : Math.min(drawnPad, k - 1) };
  });

const frequent: readonly Axis[] = [
  { size: 8, out: 8, k: 3, stride: 1, pad: 1 },
  { size: 8, out: 4, k: 2, stride: 2, pad: 0 },
  { size: 8, out: 4, k: 3, stride: 2, pad: 0 },
  { size: 8, out: 1, k: 8, stride: 1, pad: 0 },
];

const windows = fc.record({
  axes: fc.oneof(
    fc.tuple(axis, axis),
    fc.constantFrom(...frequent).map((both) => [both, both] as [Axis, Axis]),
  ),
  batch: fc.integer({ min: 1, max: 3 }),
  c: fc.oneof(fc.integer({ min: 1, max: 19 }), fc.constantFrom(4, 8, 16)),
  borders: fc.tuple(border, border, border),
  seed,
});

describe('average pooling', () => {
  it('takes the mean of the pixels inside the image', () => {
    fc.assert(
      fc.property(windows, ({ axes, batch, c, borders, seed: from }) => {
        memory.clear();
        const { inner, outer, call } = shapesOf(axes, batch, c);
        const x = drawn(count(inner), randomFrom(from));
        const y = memory.image(outer, borders[1]);

        kernels.avgPool(...call, ...strides(memory.image(inner, borders[0], x)), ...strides(y));

        const wanted = new Float64Array(count(outer));
        visit(axes, batch, c, (o, i, _tap, pixels) => (wanted[o]! += x[i]! / pixels));
        expect([difference(y.read(), wanted) < 1e-6, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 400 },
    );
  });

  it('shares a gradient among the pixels inside the image', () => {
    fc.assert(
      fc.property(windows, accKind, ({ axes, batch, c, borders, seed: from }, kind) => {
        memory.clear();
        const { inner, outer, call } = shapesOf(axes, batch, c);
        const random = randomFrom(from);
        const dy = drawn(count(outer), random);
        const { out, acc, added } = accumulating(memory, inner, kind, borders[1], borders[2], random);

        kernels.avgPoolGradient(
          ...call,
          ...strides(memory.image(outer, borders[0], dy)),
          ...acc,
          ...strides(out),
        );

        const wanted = Float64Array.from(added);
        visit(axes, batch, c, (o, i, _tap, pixels) => (wanted[i]! += dy[o]! / pixels));
        expect([difference(out.read(), wanted) < 2e-6, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('max pooling', () => {
  it('takes the first of the largest, and tells where it was', () => {
    fc.assert(
      fc.property(windows, fc.boolean(), ({ axes, batch, c, borders, seed: from }, wantsTaps) => {
        memory.clear();
        const { inner, outer, call } = shapesOf(axes, batch, c);
        // Few different values, so that there are equals, and some NaN.
        const x = drawn(count(inner), randomFrom(from)).map((value) =>
          value > 0.9 ? NaN : Math.round(4 * value),
        );
        const y = memory.image(outer, borders[1]);
        const taps = memory.vector(count(outer));

        kernels.maxPool(
          ...call,
          ...strides(memory.image(inner, borders[0], x)),
          ...strides(y),
          wantsTaps ? taps.address : 0,
        );

        const wanted = largest(axes, batch, c, x);
        const untouched = wanted.taps.map(() => GUARD);
        expect({
          y: [...y.read()],
          taps: memory.readWords(taps.address, wanted.taps.length),
          trespasses: memory.trespasses(),
        }).toEqual({ y: wanted.values, taps: wantsTaps ? wanted.taps : untouched, trespasses: [] });
      }),
      { numRuns: 400 },
    );
  });

  it('gives a gradient to the pixel that was the largest', () => {
    fc.assert(
      fc.property(windows, accKind, ({ axes, batch, c, borders, seed: from }, kind) => {
        memory.clear();
        const { inner, outer, call } = shapesOf(axes, batch, c);
        const random = randomFrom(from);
        const { taps } = largest(axes, batch, c, drawn(count(inner), random));
        const dy = drawn(count(outer), random);
        const { out, acc, added } = accumulating(memory, inner, kind, borders[1], borders[2], random);

        kernels.maxPoolGradient(
          ...call,
          ...strides(memory.image(outer, borders[0], dy)),
          memory.words(taps),
          ...acc,
          ...strides(out),
        );

        const wanted = Float64Array.from(added);
        visit(axes, batch, c, (o, i, tap) => (wanted[i]! += taps[o] === tap ? dy[o]! : 0));
        expect([difference(out.read(), wanted) < 2e-6, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 400 },
    );
  });
});

type Call = [
  ...Sizes,
  ...[
    oh: number,
    ow: number,
    kh: number,
    kw: number,
    sh: number,
    sw: number,
    padTop: number,
    padLeft: number,
  ],
];

const count = (shape: Sizes): number => shape.reduce((a, b) => a * b, 1);

function shapesOf([rows, columns]: readonly [Axis, Axis], batch: number, c: number) {
  const inner: Sizes = [batch, rows.size, columns.size, c];
  const outer: Sizes = [batch, rows.out, columns.out, c];
  const call: Call = [
    ...inner,
    ...[rows.out, columns.out, rows.k, columns.k, rows.stride, columns.stride, rows.pad, columns.pad],
  ] as Call;
  return { inner, outer, call };
}

/** Every output with every element that its window sees, row by row: positions, place in the window, pixels seen. */
function visit(
  [rows, columns]: readonly [Axis, Axis],
  batch: number,
  c: number,
  see: (output: number, input: number, tap: number, pixels: number) => void,
): void {
  const seen = (axis: Axis, o: number): { at: number; tap: number }[] =>
    Array.from({ length: axis.k }, (_, tap) => ({ at: o * axis.stride - axis.pad + tap, tap })).filter(
      ({ at }) => at >= 0 && at < axis.size,
    );
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < rows.out * columns.out; o++) {
      const down = seen(rows, Math.floor(o / columns.out));
      const across = seen(columns, o % columns.out);
      for (const i of down) {
        for (const j of across) {
          const output = (b * rows.out * columns.out + o) * c;
          const input = ((b * rows.size + i.at) * columns.size + j.at) * c;
          for (let k = 0; k < c; k++) {
            see(output + k, input + k, i.tap * columns.k + j.tap, down.length * across.length);
          }
        }
      }
    }
  }
}

function largest(axes: readonly [Axis, Axis], batch: number, c: number, x: Float32Array) {
  const length = batch * axes[0].out * axes[1].out * c;
  const values = new Array<number>(length).fill(-Infinity);
  const taps = new Array<number>(length).fill(0);
  visit(axes, batch, c, (o, i, tap) => {
    const isLarger = x[i]! > values[o]! || (Number.isNaN(x[i]!) && !Number.isNaN(values[o]!));
    if (!isLarger) return;
    values[o] = x[i]!;
    taps[o] = tap;
  });
  return { values, taps };
}
