import fc from 'fast-check';
import { expect, it } from 'vitest';

import {
  PLAIN,
  Target,
  epilogues,
  forEachTap,
  inputSizes,
  manyImages,
  tapWords,
  walks,
  wholeNumbers,
} from './convolution-cases';
import { KernelMemory, NO_BORDER, difference, product, seed } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

const channels = fc.oneof(fc.integer({ min: 1, max: 19 }), fc.constantFrom(4, 8, 32));

it('depthwise adds up taps of its own channel, addend and bias, then activates', () => {
  fc.assert(
    fc.property(walks, channels, epilogues, seed, (walk, c, epilogue, from) => {
      memory.clear();
      const size = inputSizes(walk, c);
      const [x, w] = [wholeNumbers(size, from), wholeNumbers([...walk.kernel, c], from + 5)];
      const placed = { x: memory.image(size, NO_BORDER, x), w: memory.vector(w) };
      const target = new Target(memory, [walk.batch, ...walk.out, c], epilogue, from);

      kernels.depthwise(
        ...([walk.batch, ...walk.out, ...walk.kernel, c] as const),
        ...tapWords(placed.x, walk, c),
        placed.w.address,
        ...target.words(),
      );

      const sums = new Float32Array(walk.batch * product(walk.out) * c);
      forEachTap(walk, (pixel, output, tap) => {
        for (let i = 0; i < c; i++) sums[output * c + i]! += x[pixel * c + i]! * w[tap * c + i]!;
      });
      expect(difference(target.y.read(), target.expected(sums))).toBe(0);
      expect([difference(placed.x.read(), x), difference(placed.w.read(), w)]).toEqual([0, 0]);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 150, examples: [[manyImages, 7, PLAIN, 1]] },
  );
});

it('depthwiseFilterGradient adds up over all pixels, whatever was there before', () => {
  fc.assert(
    fc.property(walks, channels, seed, (walk, c, from) => {
      memory.clear();
      const [size, outputs] = [inputSizes(walk, c), [walk.batch, ...walk.out, c] as const];
      const [x, dy] = [wholeNumbers(size, from), wholeNumbers(outputs, from + 1)];
      const border = { rows: from % 3, columns: from % 2 };
      const placed = { x: memory.image(size, NO_BORDER, x), dy: memory.image(outputs, border, dy) };
      const dw = memory.vector(product(walk.kernel) * c);

      kernels.depthwiseFilterGradient(
        ...([walk.batch, ...walk.out, ...walk.kernel, c] as const),
        ...tapWords(placed.x, walk, c),
        ...([placed.dy.address, placed.dy.img, placed.dy.row, c] as const),
        dw.address,
      );

      const sums = new Float32Array(product(walk.kernel) * c);
      forEachTap(walk, (pixel, output, tap) => {
        for (let i = 0; i < c; i++) sums[tap * c + i]! += x[pixel * c + i]! * dy[output * c + i]!;
      });
      expect(difference(dw.read(), sums)).toBe(0);
      expect([difference(placed.x.read(), x), difference(placed.dy.read(), dy)]).toEqual([0, 0]);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 150, examples: [[manyImages, 7, 1]] },
  );
});
