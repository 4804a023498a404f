import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Buffer } from '../../../src/tensor/plan/image';
import { layOut } from '../../../src/tensor/plan/memory-layout';
import type { Lifetime } from '../../../src/tensor/plan/program';

interface Drawn {
  readonly floats: number;
  readonly first: number;
  readonly length: number;
  /** Buffers of one geometry have one size. */
  readonly geometry: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  floats: fc.integer({ min: 1, max: 500 }),
  first: fc.integer({ min: 0, max: 30 }),
  length: fc.integer({ min: 0, max: 12 }),
  geometry: fc.integer({ min: 0, max: 6 }),
});

function lifetimesFrom(list: readonly Drawn[]): Map<Buffer, Lifetime> {
  return new Map(
    list.map(({ floats, first, length, geometry }) => [
      // Half of them have a border.
      geometry < 3 ? { floats: 40 + geometry, geometry: `${geometry}` } : { floats },
      { first, last: first + length },
    ]),
  );
}

function overlaps(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

describe('the memory of a plan', () => {
  it('never gives two living buffers one place, and buffers with a border only to their like', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 40 }), (list) => {
        const lifetimes = lifetimesFrom(list);
        const { offsets, floats, zeroedFloats } = layOut(lifetimes);
        const all = [...lifetimes].map(([buffer, lifetime]) => {
          const offset = offsets.get(buffer)!;
          return { buffer, lifetime, place: [offset, offset + buffer.floats] as const };
        });
        for (const a of all) {
          expect(a.place[0] % 16).toBe(0);
          expect(a.place[1]).toBeLessThanOrEqual(floats);
          expect(a.place[1] <= zeroedFloats).toBe(a.buffer.geometry !== undefined);
          for (const b of all) {
            if (a === b || !overlaps(a.place, b.place)) continue;
            expect(
              overlaps([a.lifetime.first, a.lifetime.last + 1], [b.lifetime.first, b.lifetime.last + 1]),
            ).toBe(false);
            expect(a.buffer.geometry).toBe(b.buffer.geometry);
            if (a.buffer.geometry !== undefined) expect(a.place).toEqual(b.place);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('needs no more than the largest two at a time for a chain of equal ones', () => {
    const chain = Array.from({ length: 10 }, (_, i): [Buffer, Lifetime] => [
      { floats: 64 },
      { first: i, last: i + 1 },
    ]);
    expect(layOut(new Map(chain)).floats).toBe(2 * 64 + 16);
  });
});
