import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { crossEntropy, squaredError } from '../../src/tensor/loss';
import type { Loss } from '../../src/tensor/loss';

const HALVES = Float32Array.of(0.5, 0.5);

describe('crossEntropy', () => {
  it('is the sum of -log p of the labels, each times its weight', () => {
    const logits = Float32Array.of(Math.log(1), Math.log(3), 0, 0);
    const targets = Float32Array.of(0, 1, 1, 0);
    expect(crossEntropy(logits, targets, HALVES).loss).toBeCloseTo(
      (-Math.log(3 / 4) - Math.log(1 / 2)) / 2,
      6,
    );
    expect(crossEntropy(logits, targets, Float32Array.of(2, 0)).loss).toBeCloseTo(-2 * Math.log(3 / 4), 6);
  });

  it('takes any distribution as target', () => {
    const logits = Float32Array.of(Math.log(1), Math.log(3));
    const { loss } = crossEntropy(logits, Float32Array.of(0.1, 0.9), Float32Array.of(1));
    expect(loss).toBeCloseTo(-0.9 * Math.log(3 / 4) - 0.1 * Math.log(1 / 4), 6);
  });

  it('stays finite where exponentials would not', () => {
    const { loss } = crossEntropy(Float32Array.of(1000, -1000), Float32Array.of(1, 0), Float32Array.of(1));
    expect(loss).toBe(0);
  });

  it('has the gradient that finite differences have', () => {
    fc.assert(
      fc.property(floats(6), floats(6), floats(2), (x, t, w) => {
        // Targets need not be distributions for the gradient to be right.
        expect(slopeError(crossEntropy, x, t, w)).toBeLessThan(1e-2);
      }),
    );
  });
});

describe('squaredError', () => {
  it('is the sum over the examples of the mean over the targets, each times its weight', () => {
    const outputs = Float32Array.of(1, 2, 3, 4);
    const { loss } = squaredError(outputs, Float32Array.of(0, 2, 3, 2), Float32Array.of(0.5, 1));
    expect(loss).toBe(0.5 * (1 / 2) + 4 / 2);
  });

  it('has the gradient that finite differences have', () => {
    fc.assert(
      fc.property(floats(4), floats(4), floats(2), (x, y, w) => {
        expect(slopeError(squaredError, x, y, w)).toBeLessThan(1e-2);
      }),
    );
  });
});

function floats(length: number): fc.Arbitrary<Float32Array> {
  return fc
    .array(fc.integer({ min: -300, max: 300 }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values, (n) => n / 100));
}

/** Largest difference of the gradient and central differences. */
function slopeError(loss: Loss, outputs: Float32Array, targets: Float32Array, weights: Float32Array): number {
  const { gradient } = loss(outputs, targets, weights);
  const at = (i: number, offset: number): number =>
    loss(
      outputs.map((v, j) => (i === j ? v + offset : v)),
      targets,
      weights,
    ).loss;
  const errors = Array.from(outputs, (_, i) => Math.abs((at(i, 1e-2) - at(i, -1e-2)) / 2e-2 - gradient[i]!));
  return Math.max(...errors);
}
