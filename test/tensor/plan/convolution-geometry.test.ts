import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { placeWindow } from '../../../src/core/graph/window';
import { phasesOf } from '../../../src/tensor/plan/convolution-geometry';

const axis = fc
  .record({
    input: fc.integer({ min: 1, max: 12 }),
    kernel: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 4 }),
    dilation: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
  })
  .map((drawn) => (drawn.stride > 1 ? { ...drawn, dilation: 1 } : drawn))
  .filter(
    ({ input, kernel, dilation, padding }) => padding === 'same' || (kernel - 1) * dilation + 1 <= input,
  );

describe('phases of an input gradient', () => {
  it('pair each input position with the outputs and taps that saw it', () => {
    fc.assert(
      fc.property(axis, ({ input, kernel, stride, dilation, padding }) => {
        const { output, before } = placeWindow(input, kernel, stride, dilation, padding);
        const expected: string[] = [];
        for (let o = 0; o < output; o++) {
          for (let tap = 0; tap < kernel; tap++) {
            const position = o * stride + tap * dilation - before;
            if (position >= 0 && position < input) expected.push(`${position} ${o} ${tap}`);
          }
        }
        const found: string[] = [];
        for (const { phase, count, taps, firstTap, step, start, spacing } of phasesOf(
          input,
          kernel,
          stride,
          dilation,
          before,
        )) {
          for (let j = 0; j < count; j++) {
            for (let t = 0; t < taps; t++) {
              const o = start + j + t * spacing;
              if (o >= 0 && o < output) found.push(`${phase + j * stride} ${o} ${firstTap - t * step}`);
            }
          }
        }
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
  });
});
