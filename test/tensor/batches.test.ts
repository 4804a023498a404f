import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { AugmentationSpec } from '../../src/core/estimator/options';
import { Batches } from '../../src/tensor/batches';
import type { BatchesOptions } from '../../src/tensor/batches';

const OFF: AugmentationSpec = { shift: 0, crop: 0, flipHorizontal: false, cutout: 0, mixup: 0 };

describe('batches', () => {
  it('have every example once, with its own target, in an order of the seed and the epoch', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 0, max: 99 }),
        (count, batchSize, seed) => {
          const batches = make({ count, batchSize, seed });
          expect(batches.count).toBe(Math.ceil(count / batchSize));
          const orders = [1, 2, 1].map((epoch) => orderOf(batches, epoch));
          for (const order of orders) {
            expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
          }
          expect(orders[2]).toEqual(orders[0]);
          expect(orderOf(make({ count, batchSize, seed }), 2)).toEqual(orders[1]);
        },
      ),
    );
  });

  it('have other orders in other epochs and under other seeds', () => {
    const batches = make({ count: 30, batchSize: 8, seed: 1 });
    const first = orderOf(batches, 1);
    expect(orderOf(batches, 2)).not.toEqual(first);
    expect(orderOf(make({ count: 30, batchSize: 8, seed: 2 }), 1)).not.toEqual(first);
  });

  it('weigh their examples so that the loss is a mean, in the last one as well', () => {
    const batches = make({ count: 7, batchSize: 4, seed: 1 });
    batches.shuffle(1);
    expect([...batches.at(0).weights]).toEqual([1 / 4, 1 / 4, 1 / 4, 1 / 4]);
    const last = batches.at(1);
    expect({ size: last.size, weights: [...last.weights] }).toEqual({
      size: 3,
      weights: [1 / 3, 1 / 3, 1 / 3].map(Math.fround),
    });
    expect([last.x.length, last.targets.length]).toEqual([3 * 4, 3]);
  });

  it.each<Partial<AugmentationSpec>>([
    { shift: 1 },
    { crop: 1 },
    { flipHorizontal: true },
    { cutout: 1 },
    { mixup: 0.5 },
    { shift: 1, crop: 1, flipHorizontal: true, cutout: 1, mixup: 0.5 },
  ])('augmented with %j depend on the seed, the epoch and the batch only', (changes) => {
    const options = { count: 30, batchSize: 8, seed: 1, augmentation: { ...OFF, ...changes } };
    const all = imagesOf(make(options), [1, 2]);
    const late = make(options);
    late.shuffle(2);
    // The third batch of the second epoch, without those before it.
    expect([...late.at(2).x]).toEqual(all[1]![2]);
    expect(all[0]).not.toEqual(imagesOf(make({ ...options, seed: 2 }), [1])[0]);
    expect(all[0]).not.toEqual(imagesOf(make({ ...options, augmentation: OFF }), [1])[0]);
  });

  it('are augmented in other ways in other batches and other epochs', () => {
    const x = new Float32Array(4 * 40).map((_, i) => 1 + (i % 4));
    const augmentation = { ...OFF, crop: 1 };
    const all = imagesOf(make({ count: 40, batchSize: 10, seed: 1, augmentation, x }), [1, 2]).flat();
    expect(new Set(all.map((images) => images.join())).size).toBe(8);
  });

  it('are drawn into the same memory, and leave the examples as they are', () => {
    const augmentation = { shift: 1, crop: 1, flipHorizontal: true, cutout: 1, mixup: 0.5 };
    const x = pixels(9);
    const batches = make({ count: 9, batchSize: 4, seed: 1, augmentation, x });
    batches.shuffle(1);
    const first = batches.at(0);
    const [second, third] = [batches.at(1), batches.at(2)];
    expect(second).toBe(first);
    expect(third.x.buffer).toBe(first.x.buffer);
    expect(x).toEqual(pixels(9));
  });

  it.each([127, 128, 300])('have whole rows, of %d values as well', (width) => {
    const x = Float32Array.from({ length: 3 * width }, (_, i) => i);
    const batches = new Batches({
      examples: { count: 3, x },
      inputShape: [width],
      units: 1,
      writeTarget: (example, into, at) => (into[at] = example),
      spec: { batchSize: 2, augmentation: OFF },
      seed: 1,
    });
    batches.shuffle(1);
    for (const batch of [0, 1]) {
      const drawn = batches.at(batch);
      const rows = [...drawn.targets].map((example) => x.subarray(example * width, (example + 1) * width));
      expect([...drawn.x]).toEqual(rows.flatMap((row) => [...row]));
    }
  });

  it('may be drawn from a view of shared memory', () => {
    const shared = new Float32Array(new SharedArrayBuffer(4 * (4 + 9 * 4))).subarray(4);
    shared.set(pixels(9));
    const options = { count: 9, batchSize: 4, seed: 1 };
    expect(imagesOf(make({ ...options, x: shared }), [1])).toEqual(imagesOf(make(options), [1]));
  });
});

interface Made {
  readonly count: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly augmentation?: AugmentationSpec;
  readonly x?: Float32Array;
}

/** Images of 2x2 whose pixels and target say which example they are. */
function make({ count, batchSize, seed, augmentation = OFF, x = pixels(count) }: Made): Batches {
  const options: BatchesOptions = {
    examples: { count, x },
    inputShape: [2, 2, 1],
    units: 1,
    writeTarget: (example, into, at) => {
      into[at] = example;
      return 1;
    },
    spec: { batchSize, augmentation },
    seed,
  };
  return new Batches(options);
}

function pixels(count: number): Float32Array {
  return Float32Array.from({ length: 4 * count }, (_, i) => i + 1);
}

function orderOf(batches: Batches, epoch: number): number[] {
  batches.shuffle(epoch);
  return Array.from({ length: batches.count }, (_, i) => {
    const { x, targets } = batches.at(i);
    targets.forEach((example, row) => {
      expect([...x.subarray(4 * row, 4 * row + 4)]).toEqual([1, 2, 3, 4].map((p) => 4 * example + p));
    });
    return [...targets];
  }).flat();
}

function imagesOf(batches: Batches, epochs: readonly number[]): number[][][] {
  return epochs.map((epoch) => {
    batches.shuffle(epoch);
    return Array.from({ length: batches.count }, (_, i) => [...batches.at(i).x]);
  });
}
