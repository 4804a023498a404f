import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { AugmentationSpec } from '../../src/core/estimator/options';
import { ImageAugmentation, mixUp } from '../../src/tensor/augmentation';
import { Noise } from '../../src/tensor/noise';

const OFF: AugmentationSpec = { shift: 0, crop: 0, flipHorizontal: false, cutout: 0, mixup: 0 };

// 3 rows, 2 columns, 2 channels; the digits say row, column, channel, from 1.
const IMAGE = [
  [111, 112, 121, 122],
  [211, 212, 221, 222],
  [311, 312, 321, 322],
];
const SHAPE = [3, 2, 2];

describe('a view of an image', () => {
  it('is the image when nothing is asked for', () => {
    expect(viewsOf(OFF)).toEqual([IMAGE]);
  });

  it('that is shifted repeats the edge', () => {
    const views = viewsOf({ ...OFF, shift: 1 });
    expect(views).toHaveLength(9);
    // One down and one to the right.
    expect(views).toContainEqual([
      [111, 112, 111, 112],
      [111, 112, 111, 112],
      [211, 212, 211, 212],
    ]);
    // One up.
    expect(views).toContainEqual([IMAGE[1], IMAGE[2], IMAGE[2]]);
  });

  it('that is cropped has zeros where it reaches over the edge', () => {
    const views = viewsOf({ ...OFF, crop: 1 });
    expect(views).toHaveLength(9);
    expect(views).toContainEqual([
      [0, 0, 0, 0],
      [0, 0, 111, 112],
      [0, 0, 211, 212],
    ]);
    expect(views).toContainEqual([[...IMAGE[1]!], [...IMAGE[2]!], [0, 0, 0, 0]]);
  });

  it('that is flipped has its columns the other way round, by chance', () => {
    const flipped = IMAGE.map(([a, b, c, d]) => [c, d, a, b]);
    const views = viewsOf({ ...OFF, flipHorizontal: true });
    expect(views).toHaveLength(2);
    expect(views).toEqual(expect.arrayContaining([IMAGE, flipped]));
  });

  it('that is cut has a square of zeros around a pixel', () => {
    const views = viewsOf({ ...OFF, cutout: 2 });
    // Rows 0, 0-1 or 1-2; columns 0 or 0-1.
    expect(views).toHaveLength(6);
    expect(views).toContainEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [311, 312, 321, 322],
    ]);
    expect(views).toContainEqual([
      [0, 0, 121, 122],
      [211, 212, 221, 222],
      [311, 312, 321, 322],
    ]);
  });

  it('has only values of its image and zeros, written where it was asked to be', () => {
    fc.assert(
      fc.property(
        fc.record({
          shift: fc.integer({ min: 0, max: 4 }),
          crop: fc.integer({ min: 0, max: 4 }),
          flipHorizontal: fc.boolean(),
          cutout: fc.integer({ min: 0, max: 4 }),
        }),
        fc.integer(),
        (spec, seed) => {
          const from = Float32Array.from({ length: 36 }, (_, i) => i + 1);
          const to = new Float32Array(36).fill(-1);
          const noise = new Noise();
          noise.seed(seed);
          new ImageAugmentation({ ...spec, mixup: 0 }, SHAPE).draw(noise, from, 24, to, 12);
          expect([...to.subarray(0, 12), ...to.subarray(24)].every((value) => value === -1)).toBe(true);
          const view = to.subarray(12, 24);
          expect(view.every((value) => value === 0 || (value > 24 && value <= 36))).toBe(true);
          // Channels stay together and in their order.
          for (let p = 0; p < 6; p++) {
            const [a, b] = view.subarray(2 * p);
            expect(a === 0 ? b : b! - a!).toBe(a === 0 ? 0 : 1);
          }
        },
      ),
    );
  });
});

describe('mixing a batch up', () => {
  it('blends the first example with the last, and so on, and leaves the middle alone', () => {
    const batch = {
      x: Float32Array.of(1, 10, 2, 20, 3, 30),
      targets: Float32Array.of(1, 0, 0, 1, 0, 1),
      weights: Float32Array.of(1, 1, 1),
    };
    mixUp(batch, 3, 0.75);
    expect(batch).toEqual({
      x: Float32Array.of(1.5, 15, 2, 20, 2.5, 25),
      targets: Float32Array.of(0.75, 0.25, 0, 1, 0.25, 0.75),
      weights: Float32Array.of(1, 1, 1),
    });
  });

  it('blends the losses by both targets, however much each example counts', () => {
    // Hundredths, because most doubles between 0 and 1 are as good as 0.
    const share = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);
    const weight = fc.integer({ min: 0, max: 50 }).map((n) => n / 10);
    fc.assert(
      fc.property(share, weight, weight, (ofFirst, a, b) => {
        const batch = {
          x: Float32Array.of(0, 0),
          targets: Float32Array.of(1, 0, 0, 1),
          weights: Float32Array.of(a, b),
        };
        mixUp(batch, 2, ofFirst);
        const [first, second] = batch.weights;
        const losses = batch.targets.map((target, i) => target * (i < 2 ? first! : second!));
        const expected = [ofFirst * a, (1 - ofFirst) * b, (1 - ofFirst) * a, ofFirst * b];
        losses.forEach((loss, i) => {
          expect(loss).toBeCloseTo(expected[i]!, 5);
        });
        expect(batch.targets[0]! + batch.targets[1]!).toBeCloseTo(1, 5);
      }),
    );
  });
});

/** Every view of `IMAGE` that 500 draws give, as rows. */
function viewsOf(spec: AugmentationSpec): number[][][] {
  const augmentation = new ImageAugmentation(spec, SHAPE);
  const noise = new Noise();
  const from = Float32Array.from(IMAGE.flat());
  const to = new Float32Array(from.length);
  const found = new Map<string, number[][]>();
  for (let seed = 0; seed < 500; seed++) {
    noise.seed(seed);
    augmentation.draw(noise, from, 0, to, 0);
    const rows = [0, 4, 8].map((start) => [...to.subarray(start, start + 4)]);
    found.set(JSON.stringify(rows), rows);
  }
  return [...found.values()];
}
