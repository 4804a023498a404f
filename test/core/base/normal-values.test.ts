import { describe, expect, it } from 'vitest';

import { fillNormal } from '../../../src/core/base/normal-values';

function filled(count: number, deviation: number, seed: number): Float32Array {
  const values = new Float32Array(count);
  fillNormal(values, deviation, seed);
  return values;
}

/** Mean of a power of the values. */
function moment(values: Float32Array, power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length;
}

describe('normal numbers', () => {
  it('have the moments of a normal distribution, within four standard errors of 100,000', () => {
    const values = filled(100_000, 1, 7);
    const error = 4 / Math.sqrt(values.length);
    expect(Math.abs(moment(values, 1))).toBeLessThan(error);
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(error * Math.sqrt(2));
    expect(Math.abs(moment(values, 3))).toBeLessThan(error * Math.sqrt(15));
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(error * Math.sqrt(96));
  });

  it('do not follow their neighbours', () => {
    const values = filled(100_000, 1, 3);
    for (const lag of [1, 2, 3]) {
      let sum = 0;
      for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
      expect(Math.abs(sum / values.length)).toBeLessThan(4 / Math.sqrt(values.length));
    }
  });

  it('are the same for a seed, others for the next, and as many as wanted', () => {
    expect(filled(5, 2, 9)).toEqual(filled(5, 2, 9));
    expect(filled(5, 2, 9)).not.toEqual(filled(5, 2, 10));
    expect(filled(5, 2, 9).slice(0, 4)).toEqual(filled(4, 2, 9));
    expect([...filled(5, 0, 1)].map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
  });
});
