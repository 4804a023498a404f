import { describe, expect, it } from 'vitest';
import { applyMoments, momentsOf, scalingOf } from '../../src/dataset/standardize';

describe('momentsOf', () => {
  it('has the mean and population deviation of each position of the last axis', () => {
    expect(momentsOf(Float32Array.of(1, 10, 3, 30), 2)).toEqual({ mean: [2, 20], deviation: [1, 10] });
  });

  it('gives a constant the deviation 1', () => {
    const tenth = Math.fround(0.1);
    expect(momentsOf(Float32Array.of(0.1, 0, 0.1, 0, 0.1, 0), 2)).toEqual({
      mean: [tenth, 0],
      deviation: [1, 1],
    });
  });

  it('keeps a small deviation of large numbers', () => {
    expect(momentsOf(Float32Array.of(1000, 1000.5, 1000, 1000.5), 1).deviation).toEqual([0.25]);
  });
});

describe('applyMoments', () => {
  it('makes the mean 0 and the deviation 1', () => {
    const x = Float32Array.of(1, 10, 3, 30);
    applyMoments(x, momentsOf(x, 2));
    expect([...x]).toEqual([-1, -1, 1, 1]);
  });
});

describe('scalingOf', () => {
  it('repeats the channels of an image along its flattened pixels', () => {
    expect(scalingOf(255, { mean: [1, 2], deviation: [3, 4] }, [4])).toEqual({
      divisor: 255,
      mean: [1, 2, 1, 2],
      deviation: [3, 4, 3, 4],
    });
  });
});
