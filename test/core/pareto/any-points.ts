import fc from 'fast-check';

/** Small whole numbers, so that ties and equal points are common. */
export const anyPoints: fc.Arbitrary<number[][]> = fc
  .integer({ min: 1, max: 4 })
  .chain((m) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: m, maxLength: m }), { maxLength: 25 }),
  );
