import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { trainingOptions } from '../../src/core/estimator/options';
import { clippingScale, MOMENTS, updateRule } from '../../src/tensor/optimizer';
import type { OptimizerSpec } from '../../src/tensor/optimizer';

// One weight at 1 with gradients 2, then -1, at learning rate 0.1; worked out by hand.
describe.each<{
  options: Partial<OptimizerSpec>;
  decay: number;
  weights: readonly [number, number | undefined];
}>([
  {
    options: { optimizer: 'sgd' },
    decay: 0,
    // v: 2, 0.8; steps: 2 + 1.8, then -1 + 0.72
    weights: [1 - 0.1 * 3.8, 0.62 - 0.1 * -0.28],
  },
  {
    options: { optimizer: 'sgd', nesterov: false },
    decay: 0,
    // v: 2, 0.8
    weights: [1 - 0.1 * 2, 0.8 - 0.1 * 0.8],
  },
  {
    options: { optimizer: 'sgd', momentum: 0.5 },
    decay: 0,
    // v: 2, 0; steps: 2 + 1, then -1 + 0
    weights: [1 - 0.1 * 3, 0.7 + 0.1],
  },
  {
    options: { optimizer: 'sgd', momentum: 0 },
    decay: 0,
    weights: [1 - 0.1 * 2, 0.8 + 0.1],
  },
  {
    options: { optimizer: 'sgd' },
    decay: 0.5,
    // g: 2.5; v: 2.5; w: 1 - 0.1 * 4.75 = 0.525. g: -0.7375; v: 1.5125; step: -0.7375 + 1.36125
    weights: [0.525, 0.525 - 0.1 * 0.62375],
  },
  {
    options: { optimizer: 'adam' },
    decay: 0,
    // m: 0.2, 0.08; unbiased 2, 0.08 / 0.19. s: 0.004, 0.004996; unbiased 4, 0.004996 / 0.001999
    weights: [0.9, 0.9 - (0.1 * (0.08 / 0.19)) / Math.sqrt(0.004996 / 0.001999)],
  },
  {
    options: { optimizer: 'adam', betas: [0.5, 0.5] },
    decay: 0,
    // m: 1, 0; s: 2, 1.5
    weights: [0.9, 0.9],
  },
  {
    options: { optimizer: 'adam' },
    decay: 0.5,
    // L2 changes the gradient, and the first step of Adam is the sign of it.
    weights: [0.9, undefined],
  },
  { options: { optimizer: 'adamw' }, decay: 0.5, weights: [1 - 0.1 * (1 + 0.5), undefined] },
  {
    options: { optimizer: 'rmsprop' },
    decay: 0,
    // s: 0.4, 0.46
    weights: [1 - (0.1 * 2) / Math.sqrt(0.4), 1 - (0.1 * 2) / Math.sqrt(0.4) + 0.1 / Math.sqrt(0.46)],
  },
])('$options with decay $decay', ({ options, decay, weights: [first, second] }) => {
  const spec = trainingOptions.parse({ kind: 'training', ...options });

  it('moves as worked out by hand', () => {
    const moved = path(spec, decay, [2, -1]);
    expect(moved[0]).toBeCloseTo(first, 5);
    expect(moved[1]).toBeCloseTo(second ?? moved[1]!, 5);
  });

  it('takes twice the gradient at half the scale as the gradient', () => {
    expect(path(spec, decay, [4, -2], 0.5)).toEqual(path(spec, decay, [2, -1]));
  });

  it('does not write into the weights that it was given', () => {
    const given = Float32Array.of(1);
    updateRule(spec)(given, Float32Array.of(2), moments(spec), {
      learningRate: 0.1,
      step: 1,
      gradientScale: 1,
      weightDecay: decay,
    });
    expect(given).toEqual(Float32Array.of(1));
  });
});

describe('clippingScale', () => {
  it('leaves gradients alone that are not too long, and all where there is no limit', () => {
    expect([clippingScale(25, 5), clippingScale(25, null), clippingScale(0, 1)]).toEqual([1, 1, 1]);
  });

  it('gives longer ones the length of the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 10_000 }).map((n) => n / 1000),
        (gradient, limit) => {
          const sum = gradient.reduce((total, value) => total + value * value, 0);
          const length = Math.sqrt(sum) * clippingScale(sum, limit);
          expect(length).toBeCloseTo(Math.min(limit, Math.sqrt(sum)), 9);
        },
      ),
    );
  });
});

/** The weight after each gradient. */
function path(spec: OptimizerSpec, weightDecay: number, gradients: readonly number[], scale = 1): number[] {
  const update = updateRule(spec);
  const memory = moments(spec);
  let weights = Float32Array.of(1);
  return gradients.map((gradient, i) => {
    const move = { learningRate: 0.1, step: i + 1, gradientScale: scale, weightDecay };
    weights = Float32Array.from(update(weights, Float32Array.of(gradient), memory, move));
    return weights[0]!;
  });
}

function moments({ optimizer }: OptimizerSpec): Float32Array[] {
  return Array.from({ length: MOMENTS[optimizer] }, () => new Float32Array(1));
}
