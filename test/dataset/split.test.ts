import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitExamples } from '../../src/dataset/split';

const requests = fc
  .record({
    strata: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 200 }),
    validationFraction: fc.double({ min: 0.01, max: 0.48, noNaN: true }),
    testFraction: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 0.48, noNaN: true })),
    seed: fc.integer(),
  })
  .map((request) => ({ ...request, parts: request.testFraction === 0 ? 2 : 3 }));

describe('splitExamples', () => {
  it('puts every example into exactly one part', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { train, validation, test } = splitExamples(request);
        const all = [...train, ...validation, ...test].sort((a, b) => a - b);
        expect(all).toEqual(request.strata.map((_, i) => i));
      }),
    );
  });

  it('has every class in every part when the class has an example for each', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { train, validation, test } = splitExamples(request);
        for (const stratum of new Set(request.strata)) {
          const count = (part: readonly number[]): number =>
            part.filter((i) => request.strata[i] === stratum).length;
          const size = request.strata.filter((value) => value === stratum).length;
          expect(count(train)).toBeGreaterThan(0);
          if (size < request.parts) continue;
          expect(count(validation)).toBeGreaterThan(0);
          if (request.testFraction > 0) expect(count(test)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('gives each part its share of the whole, rounded once', () => {
    const strata = Array.from({ length: 997 }, (_, i) => i % 10);
    const split = splitExamples({ strata, validationFraction: 0.2, testFraction: 0.15, seed: 3 });
    expect([split.validation.length, split.test.length, split.train.length]).toEqual([199, 150, 648]);
  });

  it('depends on the seed and on nothing else', () => {
    const strata = Array.from({ length: 60 }, (_, i) => i % 3);
    const at = (seed: number) => splitExamples({ strata, validationFraction: 0.3, testFraction: 0.2, seed });
    expect(at(5)).toEqual(at(5));
    expect(at(5).test).not.toEqual(at(6).test);
  });

  it('leaves one class as it was when another one is added', () => {
    const split = (strata: number[]) =>
      splitExamples({ strata, validationFraction: 0.25, testFraction: 0.25, seed: 1 }).test.filter(
        (i) => i < 8,
      );
    expect(split([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])).toEqual(split([0, 0, 0, 0, 0, 0, 0, 0]));
  });

  it('splits more examples than a call can have arguments', () => {
    const strata = new Uint8Array(300_000);
    const { train } = splitExamples({ strata, validationFraction: 0.1, testFraction: 0.1, seed: 1 });
    expect(train.length).toBe(240_000);
  });
});
