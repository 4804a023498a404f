import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dropoutMask } from '../../../src/tensor/lowering/dropout';
import {
  accKind,
  accumulating,
  border,
  drawn,
  KernelMemory,
  product,
  randomFrom,
  seed,
  sizes,
  strides,
} from './harness';
import type { Sizes } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

const rate = fc.double({ min: 0, max: 0.99, noNaN: true });
const noiseSeed = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat({ max: 2 ** 32 - 1 }));

describe.each([
  { name: 'dropout' as const, draws: product },
  { name: 'dropExamples' as const, draws: ([batch]: Sizes) => batch },
])('$name', ({ name, draws }) => {
  it('drops what dropoutMask drops, bit for bit', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.tuple(border, border, border),
        accKind,
        rate,
        noiseSeed,
        seed,
        (shape, borders, kind, share, noise, from) => {
          memory.clear();
          const random = randomFrom(from);
          const x = drawn(product(shape), random);
          const { out, acc, added } = accumulating(memory, shape, kind, borders[1], borders[2], random);

          kernels[name](
            ...shape,
            ...strides(memory.image(shape, borders[0], x)),
            ...acc,
            ...strides(out),
            memory.words([noise]),
            share,
          );

          const mask = dropoutMask(draws(shape), share, noise);
          const each = x.length / mask.length;
          // Float32Array rounds after each of the two steps, as the kernel does.
          const dropped = x.map((value, i) => value * mask[Math.floor(i / each)]!);
          const wanted = dropped.map((value, i) => (kind === 'absent' ? value : value + added[i]!));
          expect([out.read(), memory.trespasses()]).toEqual([wanted, []]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it.each([
  { shape: [9, 16, 16, 11], columns: 0, why: 'in one piece' },
  { shape: [9, 16, 16, 11], columns: 1, why: 'in rows' },
  { shape: [3, 1, 700, 3], columns: 1, why: 'in fewer than four rows' },
  { shape: [5, 3, 50, 5], columns: 1, why: 'in rows that four does not divide' },
] satisfies { shape: Sizes; columns: number; why: string }[])(
  'many units $why are dropped as few are',
  ({ shape, columns }) => {
    memory.clear();
    const count = product(shape);
    const y = memory.image(shape, { rows: 0, columns });
    const ones = memory.image(shape, { rows: 0, columns }, new Float32Array(count).fill(1));

    kernels.dropout(...shape, ...strides(ones), 0, 0, 0, ...strides(y), memory.words([12345]), 0.3);

    expect([y.read(), memory.trespasses()]).toEqual([dropoutMask(count, 0.3, 12345), []]);
  },
);
