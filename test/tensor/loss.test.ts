import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { crossEntropy, squaredError } from '../../src/tensor/loss';
import type { Loss } from '../../src/tensor/loss';

describe('crossEntropy', () => {
  it('is the mean of -log p of the labels', () => {
    const logits = Float32Array.of(Math.log(1), Math.log(3), 0, 0);
    const { loss } = crossEntropy(2, 0).ofBatch(logits, Float32Array.of(1, 0));
    expect(loss).toBeCloseTo((-Math.log(3 / 4) - Math.log(1 / 2)) / 2, 6);
  });

  it('spreads its smoothing over all classes', () => {
    const logits = Float32Array.of(Math.log(1), Math.log(3));
    const { loss } = crossEntropy(2, 0.2).ofBatch(logits, Float32Array.of(1));
    expect(loss).toBeCloseTo(-0.9 * Math.log(3 / 4) - 0.1 * Math.log(1 / 4), 6);
  });

  it('stays finite where exponentials would not', () => {
    const { loss } = crossEntropy(2, 0).ofBatch(Float32Array.of(1000, -1000), Float32Array.of(0));
    expect(loss).toBe(0);
  });

  it('has the gradient that finite differences have', () => {
    fc.assert(
      fc.property(
        floats(6),
        fc.integer({ min: 0, max: 2 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (x, y, s) => {
          expect(slopeError(crossEntropy(3, s), x, Float32Array.of(y, 2))).toBeLessThan(1e-2);
        },
      ),
    );
  });
});

describe('squaredError', () => {
  it('is the mean over examples and targets, reported in the units of the data', () => {
    const outputs = Float32Array.of(1, 2, 3, 4);
    const { loss, reported } = squaredError([10, 1]).ofBatch(outputs, Float32Array.of(0, 2, 3, 2));
    expect({ loss, reported }).toEqual({ loss: (1 + 4) / 4, reported: (100 + 4) / 4 });
  });

  it('has the gradient that finite differences have', () => {
    fc.assert(
      fc.property(floats(4), floats(4), (x, y) => {
        expect(slopeError(squaredError([1, 1]), x, y)).toBeLessThan(1e-2);
      }),
    );
  });
});

function floats(length: number): fc.Arbitrary<Float32Array> {
  return fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values));
}

/** Largest difference of the gradient and central differences. */
function slopeError(loss: Loss, outputs: Float32Array, targets: Float32Array): number {
  const { gradient } = loss.ofBatch(outputs, targets);
  const at = (i: number, offset: number): number =>
    loss.ofBatch(
      outputs.map((v, j) => (i === j ? v + offset : v)),
      targets,
    ).loss;
  const errors = Array.from(outputs, (_, i) => Math.abs((at(i, 1e-2) - at(i, -1e-2)) / 2e-2 - gradient[i]!));
  return Math.max(...errors);
}
