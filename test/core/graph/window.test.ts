import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow } from '../../../src/core/graph/window';

describe('placeWindow', () => {
  // input, size, stride, dilation, then TensorFlow's output, padding before and after.
  it.each([
    [8, 3, 1, 1, 8, 1, 1],
    [8, 3, 2, 1, 4, 0, 1],
    [7, 3, 2, 1, 4, 1, 1],
    [8, 2, 2, 1, 4, 0, 0],
    [8, 4, 1, 1, 8, 1, 2],
    [8, 3, 1, 2, 8, 2, 2],
    [1, 3, 2, 1, 1, 1, 1],
    [8, 1, 3, 1, 3, 0, 0],
  ])('pads %i positions under size %i, stride %i, dilation %i as TensorFlow does', (...row) => {
    const [input, size, stride, dilation, output, before, after] = row;
    expect(placeWindow(input, size, stride, dilation, 'same')).toEqual({ output, before, after });
  });

  it('has as many valid positions as there are starts from which the window fits', () => {
    const small = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), small, small, small, (input, size, stride, dilation) => {
        const reach = (size - 1) * dilation + 1;
        fc.pre(reach <= input);
        const starts = Array.from({ length: input }, (_, i) => i * stride).filter((i) => i + reach <= input);
        expect(placeWindow(input, size, stride, dilation, 'valid').output).toBe(starts.length);
      }),
    );
  });
});
