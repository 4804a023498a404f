import { describe, expect, it } from 'vitest';
import { Adam } from '../../../src/core/surrogate/adam';

describe('Adam', () => {
  it('first steps by the learning rate against the sign of the gradient, whatever its scale', () => {
    const x = new Float64Array(3);
    new Adam(3, { learningRate: 0.1 }).descend(x, Float64Array.of(1e-3, -1e6, 0));

    expect(x[0]).toBeCloseTo(-0.1, 5);
    expect(x[1]).toBeCloseTo(0.1, 12);
    expect(x[2]).toBe(0);
  });

  it('takes the second step that the bias-corrected means give', () => {
    const x = new Float64Array(1);
    const adam = new Adam(1, { learningRate: 0.1, epsilon: 0 });
    adam.ascend(x, Float64Array.of(1));
    adam.ascend(x, Float64Array.of(3));

    const mean = (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.9 ** 2);
    const square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999 ** 2);
    expect(x[0]).toBeCloseTo(0.1 + (0.1 * mean) / Math.sqrt(square), 12);
  });

  it('finds the bottom of a bowl that is steep one way and flat the other', () => {
    const x = Float64Array.of(3, -2);
    const adam = new Adam(2, { learningRate: 0.05 });
    for (let step = 0; step < 2000; step++) adam.descend(x, Float64Array.of(200 * x[0]!, 0.2 * (x[1]! - 1)));

    expect(x[0]).toBeCloseTo(0, 3);
    expect(x[1]).toBeCloseTo(1, 3);
  });
});
