import fc from 'fast-check';
import { expect, it } from 'vitest';

import {
  Target,
  epilogues,
  forEachTap,
  inputSizes,
  manyImages,
  PLAIN,
  tapWords,
  walks,
  wholeNumbers,
} from './convolution-cases';
import { KernelMemory, NO_BORDER, difference, product, seed } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

/** Channels of a group in and out, and groups. */
const channels = fc.oneof(
  fc.record({
    ci: fc.integer({ min: 1, max: 9 }),
    co: fc.integer({ min: 1, max: 19 }),
    groups: fc.integer({ min: 1, max: 3 }),
  }),
  fc.constantFrom({ ci: 8, co: 8, groups: 1 }, { ci: 3, co: 10, groups: 1 }, { ci: 16, co: 32, groups: 1 }),
);

it('conv adds up taps, addend and bias, then activates, and writes its pixels only', () => {
  fc.assert(
    fc.property(walks, channels, epilogues, seed, (walk, { ci, co, groups }, epilogue, from) => {
      memory.clear();
      const size = inputSizes(walk, groups * ci);
      const filter = [...walk.kernel, ci, groups * co];
      const [x, w] = [wholeNumbers(size, from), wholeNumbers(filter, from + 5)];
      const placed = { x: memory.image(size, NO_BORDER, x), w: memory.vector(w) };
      const target = new Target(memory, [walk.batch, ...walk.out, groups * co], epilogue, from);

      for (let g = 0; g < groups; g++) {
        kernels.conv(
          ...([walk.batch, ...walk.out, ...walk.kernel, ci, co] as const),
          ...tapWords(placed.x, walk, groups * ci, g * ci),
          placed.w.address + 4 * g * co,
          groups * co,
          ...target.words(g * co),
        );
      }

      const sums = new Float32Array(walk.batch * product(walk.out) * groups * co);
      forEachTap(walk, (pixel, output, tap) => {
        for (let o = 0; o < groups * co; o++) {
          const g = Math.floor(o / co);
          for (let i = 0; i < ci; i++) {
            sums[output * groups * co + o]! +=
              x[pixel * groups * ci + g * ci + i]! * w[(tap * ci + i) * groups * co + o]!;
          }
        }
      });
      expect(difference(target.y.read(), target.expected(sums))).toBe(0);
      expect([difference(placed.x.read(), x), difference(placed.w.read(), w)]).toEqual([0, 0]);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 100, examples: [[manyImages, { ci: 3, co: 9, groups: 1 }, PLAIN, 1]] },
  );
});

it('convFilterGradient adds up over all pixels, whatever was there before', () => {
  fc.assert(
    fc.property(walks, channels, seed, (walk, { ci, co, groups }, from) => {
      memory.clear();
      const [size, outputs] = [
        inputSizes(walk, groups * ci),
        [walk.batch, ...walk.out, groups * co] as const,
      ];
      const [x, dy] = [wholeNumbers(size, from), wholeNumbers(outputs, from + 1)];
      const border = { rows: from % 3, columns: from % 2 };
      const placed = { x: memory.image(size, NO_BORDER, x), dy: memory.image(outputs, border, dy) };
      const dw = memory.vector(product(walk.kernel) * ci * groups * co);

      for (let g = 0; g < groups; g++) {
        kernels.convFilterGradient(
          ...([walk.batch, ...walk.out, ...walk.kernel, ci, co] as const),
          ...tapWords(placed.x, walk, groups * ci, g * ci),
          placed.dy.address + 4 * g * co,
          placed.dy.img,
          placed.dy.row,
          groups * co,
          dw.address + 4 * g * co,
          groups * co,
        );
      }

      const sums = new Float32Array(product(walk.kernel) * ci * groups * co);
      forEachTap(walk, (pixel, output, tap) => {
        for (let o = 0; o < groups * co; o++) {
          const g = Math.floor(o / co);
          for (let i = 0; i < ci; i++) {
            sums[(tap * ci + i) * groups * co + o]! +=
              x[pixel * groups * ci + g * ci + i]! * dy[output * groups * co + o]!;
          }
        }
      });
      expect(difference(dw.read(), sums)).toBe(0);
      expect([difference(placed.x.read(), x), difference(placed.dy.read(), dy)]).toEqual([0, 0]);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 100, examples: [[manyImages, { ci: 3, co: 9, groups: 1 }, 1]] },
  );
});

it('flipFilter takes taps in reverse and swaps the channels', () => {
  const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
  fc.assert(
    fc.property(
      fc.record({
        kh: upTo(7),
        kw: upTo(7),
        ci: upTo(9),
        co: upTo(9),
        sh: upTo(3),
        sw: upTo(3),
        gap: upTo(4),
      }),
      seed,
      (c, from) => {
        memory.clear();
        const ldw = c.co + c.gap - 1;
        const w = wholeNumbers([c.kh, c.kw, c.ci, ldw], from);
        const [h0, w0] = [c.kh - 1 - (from % c.kh), c.kw - 1 - (from % c.kw)];
        const [nh, nw] = [Math.floor(h0 / c.sh) + 1, Math.floor(w0 / c.sw) + 1];
        const placed = memory.vector(w);
        const out = memory.vector(nh * nw * c.co * c.ci);

        kernels.flipFilter(placed.address, c.kw, c.ci, c.co, ldw, h0, c.sh, nh, w0, c.sw, nw, out.address);

        const wanted: number[] = [];
        for (let i = 0; i < nh; i++)
          for (let j = 0; j < nw; j++)
            for (let o = 0; o < c.co; o++)
              for (let k = 0; k < c.ci; k++)
                wanted.push(w[(((h0 - i * c.sh) * c.kw + w0 - j * c.sw) * c.ci + k) * ldw + o]!);
        expect(difference(out.read(), wanted)).toBe(0);
        expect(memory.trespasses()).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
