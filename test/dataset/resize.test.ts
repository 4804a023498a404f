import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeBilinear } from '../../src/dataset/resize';

const row = (...values: number[]) => ({
  height: 1,
  width: values.length,
  channels: 1,
  pixels: Float32Array.from(values),
});

describe('resizeBilinear', () => {
  it('interpolates between pixel centres when enlarging', () => {
    expect([...resizeBilinear(row(0, 1), 1, 4).pixels]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('lets every pixel count when shrinking', () => {
    // Triangle of half-width 2 around the centres 1 and 3: weights 3/4, 3/4, 1/4 of what is inside.
    const { pixels } = resizeBilinear(row(7, 0, 0, 0), 1, 2);
    expect([...pixels]).toEqual([3, 0]);
  });

  it('leaves a picture of the right size as it is', () => {
    const pixels = Float32Array.of(0, 0.5, 0.25, 1, 0.125, 0.75);
    expect(resizeBilinear({ height: 1, width: 2, channels: 3, pixels }, 1, 2).pixels).toEqual(pixels);
  });

  it('keeps one colour one colour, at any two sizes', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, size, size, (height, width, toHeight, toWidth) => {
        const pixels = new Float32Array(height * width * 3).map((_, i) => (i % 3) / 4);
        const result = resizeBilinear({ height, width, channels: 3, pixels }, toHeight, toWidth).pixels;
        expect(result.length).toBe(toHeight * toWidth * 3);
        result.forEach((value, i) => {
          expect(value).toBeCloseTo((i % 3) / 4, 5);
        });
      }),
    );
  });
});
