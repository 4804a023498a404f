import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ABSENT,
  accKind,
  accumulating,
  border,
  difference,
  drawn,
  KernelMemory,
  product,
  randomFrom,
  seed,
  sizes,
  strides,
} from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

const term = fc.record({ border, isScaled: fc.boolean() });
const outputs = fc.constantFrom('y', 'r', 'both');

describe('affineSum', () => {
  it('adds scaled and plain terms, stores the sum, its activation, or both', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.array(term, { minLength: 1, maxLength: 4 }),
        outputs,
        fc.constantFrom(0, 1, 2),
        fc.tuple(border, border),
        seed,
        (shape, terms, stored, act, [yBorder, rBorder], from) => {
          memory.clear();
          const random = randomFrom(from);
          const c = shape[3];
          const sum = new Float64Array(product(shape));
          const records = terms.flatMap(({ border: around, isScaled }) => {
            const x = drawn(product(shape), random).map((value) => 4 * value);
            const scale = isScaled ? drawn(c, random) : new Float32Array(c).fill(1);
            const shift = isScaled ? drawn(c, random) : new Float32Array(c);
            x.forEach((value, i) => (sum[i]! += value * scale[i % c]! + shift[i % c]!));
            const vectors = isScaled ? [memory.vector(scale).address, memory.vector(shift).address] : [0, 0];
            return [...strides(memory.image(shape, around, x)), ...vectors];
          });
          const y = memory.image(shape, yBorder);
          const r = memory.image(shape, rBorder);

          kernels.affineSum(
            ...shape,
            memory.words(records),
            terms.length,
            ...(stored === 'r' ? ABSENT : strides(y)),
            ...(stored === 'y' ? ABSENT : strides(r)),
            act,
          );

          const nothing = new Float32Array(sum.length).fill(NaN);
          const activated = sum.map(
            (value) => [value, Math.max(value, 0), Math.min(Math.max(value, 0), 6)][act]!,
          );
          expect({
            y: difference(y.read(), stored === 'r' ? nothing : sum) < 1e-6,
            r: difference(r.read(), stored === 'y' ? nothing : activated) < 1e-6,
            trespasses: memory.trespasses(),
          }).toEqual({ y: true, r: true, trespasses: [] });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('lets NaN through its activation', () => {
    memory.clear();
    const x = memory.vector([NaN, 1, -1, 7, NaN]);
    const r = memory.vector(5);
    const records = memory.words([...strides(x), 0, 0]);

    kernels.affineSum(1, 1, 5, 1, records, 1, ...ABSENT, ...strides(r), 2);

    expect([...r.read()]).toEqual([NaN, 1, 0, 6, NaN]);
  });
});

describe('accumulate and copyChannels', () => {
  it('add an image to another one, or copy it', () => {
    fc.assert(
      fc.property(sizes, fc.tuple(border, border, border), accKind, seed, (shape, borders, kind, from) => {
        memory.clear();
        const random = randomFrom(from);
        const x = drawn(product(shape), random);
        const placed = memory.image(shape, borders[0], x);
        const { out, acc, added } = accumulating(memory, shape, kind, borders[1], borders[2], random);

        kernels.accumulate(...shape, ...strides(placed), ...acc, ...strides(out));

        const wanted = x.map((value, i) => value + added[i]!);
        expect([difference(out.read(), wanted), memory.trespasses()]).toEqual([0, []]);
      }),
      { numRuns: 200 },
    );
  });

  it('move some channels of each pixel to some of others, and leave the rest alone', () => {
    const moved = fc.record({
      count: fc.integer({ min: 1, max: 19 }),
      before: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })),
      after: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })),
    });
    fc.assert(
      fc.property(
        sizes,
        moved,
        fc.tuple(border, border),
        fc.boolean(),
        seed,
        (shape, picked, borders, adds, from) => {
          memory.clear();
          const { count, before, after } = picked;
          const random = randomFrom(from);
          const [batch, h, w] = shape;
          const pixels = batch * h * w;
          const xPix = before[0] + count + after[0];
          const outPix = before[1] + count + after[1];
          const x = drawn(pixels * xPix, random);
          const old = drawn(pixels * outPix, random);
          const from1 = memory.image([batch, h, w, xPix], borders[0], x);
          const to = memory.image([batch, h, w, outPix], borders[1], old);
          const target = [to.address + 4 * before[1], to.img, to.row, outPix] as const;

          kernels.copyChannels(
            batch,
            h,
            w,
            count,
            from1.address + 4 * before[0],
            from1.img,
            from1.row,
            xPix,
            ...(adds ? target : ([0, 0, 0, 0] as const)),
            ...target,
          );

          const wanted = old.map((value, i) => {
            const channel = (i % outPix) - before[1];
            if (channel < 0 || channel >= count) return value;
            return x[Math.floor(i / outPix) * xPix + before[0] + channel]! + (adds ? value : 0);
          });
          expect([difference(to.read(), wanted), memory.trespasses()]).toEqual([0, []]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('fillZero and addRow', () => {
  it('zero exactly as many floats as they are told', () => {
    fc.assert(
      fc.property(fc.nat({ max: 70 }), (count) => {
        memory.clear();
        const p = memory.vector(count);
        kernels.fillZero(p.address, count);
        expect([[...p.read()], memory.trespasses()]).toEqual([new Array(count).fill(0), []]);
      }),
    );
  });

  it('add a row to every row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), seed, (m, n, from) => {
        memory.clear();
        const random = randomFrom(from);
        const x = drawn(m * n, random);
        const v = drawn(n, random);
        const y = memory.vector(m * n);

        kernels.addRow(m, n, memory.vector(x).address, memory.vector(v).address, y.address);

        const wanted = x.map((value, i) => value + v[i % n]!);
        expect([difference(y.read(), wanted), memory.trespasses()]).toEqual([0, []]);
      }),
    );
  });
});

describe('channelSum', () => {
  it('sums every channel over all pixels', () => {
    fc.assert(
      fc.property(sizes, border, seed, (shape, around, from) => {
        memory.clear();
        const c = shape[3];
        const x = drawn(product(shape), randomFrom(from));
        const sum = memory.vector(c);

        kernels.channelSum(...shape, ...strides(memory.image(shape, around, x)), sum.address);

        expect([difference(sum.read(), channelSums(x, c)) < 1e-5, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 200 },
    );
  });

  it('loses no digits over many pixels', () => {
    memory.clear();
    const x = drawn(100_000, randomFrom(7)).map((value) => value + 1000);
    const sum = memory.vector(4);

    kernels.channelSum(25, 100, 10, 4, ...strides(memory.image([25, 100, 10, 4], undefined, x)), sum.address);

    expect(difference(sum.read(), channelSums(x, 4))).toBeLessThan(1e-6);
  });
});

describe('reluGradient', () => {
  it('passes the gradient where the output was between its bounds, and sums it', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.tuple(border, border, border, border),
        accKind,
        fc.boolean(),
        fc.boolean(),
        seed,
        (shape, borders, kind, isSix, wantsBias, from) => {
          memory.clear();
          const random = randomFrom(from);
          const c = shape[3];
          const dr = drawn(product(shape), random);
          const r = drawn(product(shape), random).map((value) =>
            Math.min(Math.max(0, 12 * value), isSix ? 6 : 99),
          );
          const passed = dr.map((value, i) => (r[i]! > 0 && (!isSix || r[i]! < 6) ? value : 0));
          const { out, acc, added } = accumulating(memory, shape, kind, borders[0], borders[1], random);
          const dbias = memory.vector(c);

          kernels.reluGradient(
            ...shape,
            ...strides(memory.image(shape, borders[2], dr)),
            ...strides(memory.image(shape, borders[3], r)),
            Number(isSix),
            ...acc,
            ...strides(out),
            wantsBias ? dbias.address : 0,
          );

          const wanted = passed.map((value, i) => value + added[i]!);
          const bias = wantsBias ? channelSums(passed, c) : new Float64Array(c).fill(NaN);
          expect({
            dz: difference(out.read(), wanted),
            dbias: difference(dbias.read(), bias) < 1e-5,
            trespasses: memory.trespasses(),
          }).toEqual({ dz: 0, dbias: true, trespasses: [] });
        },
      ),
      { numRuns: 300 },
    );
  });
});

function channelSums(x: Float32Array, c: number): Float64Array {
  const sums = new Float64Array(c);
  x.forEach((value, i) => (sums[i % c]! += value));
  return sums;
}
