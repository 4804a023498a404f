import { describe, expect, it } from 'vitest';

import { updateRule } from '../../src/tensor/optimizer';
import type { UpdateRule } from '../../src/tensor/optimizer';

// One weight at 1 with gradients 2, then -1, at learning rate 0.1; worked out by hand.
describe.each([
  {
    optimizer: 'sgd',
    decay: 0,
    // v: 2, 0.8; steps: 2 + 1.8, then -1 + 0.72
    weights: [1 - 0.1 * 3.8, 0.62 - 0.1 * -0.28],
  },
  {
    optimizer: 'sgd',
    decay: 0.5,
    // g: 2.5; v: 2.5; w: 1 - 0.1 * 4.75 = 0.525. g: -0.7375; v: 1.5125; step: -0.7375 + 1.36125
    weights: [0.525, 0.525 - 0.1 * 0.62375],
  },
  {
    optimizer: 'adam',
    decay: 0,
    // m: 0.2, 0.08; unbiased 2, 0.08 / 0.19. s: 0.004, 0.004996; unbiased 4, 0.004996 / 0.001999
    weights: [0.9, 0.9 - (0.1 * (0.08 / 0.19)) / Math.sqrt(0.004996 / 0.001999)],
  },
  {
    optimizer: 'adam',
    decay: 0.5,
    // L2 changes the gradient, and the first step of Adam is the sign of it.
    weights: [0.9, undefined],
  },
  { optimizer: 'adamw', decay: 0.5, weights: [1 - 0.1 * (1 + 0.5), undefined] },
  {
    optimizer: 'rmsprop',
    decay: 0,
    // s: 0.4, 0.46
    weights: [1 - (0.1 * 2) / Math.sqrt(0.4), 1 - (0.1 * 2) / Math.sqrt(0.4) + 0.1 / Math.sqrt(0.46)],
  },
] as const)('$optimizer with decay $decay', ({ optimizer, decay, weights: [first, second] }) => {
  it('moves as worked out by hand', () => {
    const moved = path(updateRule(optimizer, 1, decay), [2, -1]);
    expect(moved[0]).toBeCloseTo(first, 5);
    expect(moved[1]).toBeCloseTo(second ?? moved[1]!, 5);
  });

  it('does not write into the weights that it was given', () => {
    const given = Float32Array.of(1);
    updateRule(optimizer, 1, decay)(given, Float32Array.of(2), 0.1);
    expect(given).toEqual(Float32Array.of(1));
  });
});

/** The weight after each gradient. */
function path(update: UpdateRule, gradients: readonly number[]): number[] {
  let weights = Float32Array.of(1);
  return gradients.map((gradient) => {
    weights = Float32Array.from(update(weights, Float32Array.of(gradient), 0.1));
    return weights[0]!;
  });
}
