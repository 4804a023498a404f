import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { difference, drawn, KernelMemory, randomFrom, seed } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

const cases = fc.record({
  ids: fc.array(
    fc.oneof(
      fc.integer({ min: -2, max: 12 }),
      fc.double({ min: -3, max: 13, noNaN: true }),
      fc.integer({ min: -3, max: 23 }).map((n) => n / 2),
    ),
    {
      minLength: 1,
      maxLength: 20,
    },
  ),
  d: fc.integer({ min: 1, max: 21 }),
  vocabulary: fc.integer({ min: 1, max: 9 }),
  seed,
});

describe('embedding', () => {
  it('takes the row of each id, of the nearest where there is none', () => {
    fc.assert(
      fc.property(cases, ({ ids, d, vocabulary, seed: from }) => {
        memory.clear();
        const table = drawn(vocabulary * d, randomFrom(from));
        const given = memory.vector(Float32Array.from(ids));
        const y = memory.vector(ids.length * d);

        kernels.embedding(ids.length, d, vocabulary, given.address, memory.vector(table).address, y.address);

        const wanted = [...given.read()].flatMap((id) => {
          const row = rowOf(id, vocabulary);
          return [...table.slice(row * d, (row + 1) * d)];
        });
        expect([[...y.read()], memory.trespasses()]).toEqual([wanted, []]);
      }),
      { numRuns: 200 },
    );
  });

  it('adds gradients to the rows that were taken', () => {
    fc.assert(
      fc.property(cases, ({ ids, d, vocabulary, seed: from }) => {
        memory.clear();
        const dy = drawn(ids.length * d, randomFrom(from));
        const given = memory.vector(Float32Array.from(ids));
        const dtable = memory.vector(vocabulary * d);

        kernels.embeddingGradient(
          ids.length,
          d,
          vocabulary,
          given.address,
          memory.vector(dy).address,
          dtable.address,
        );

        const wanted = new Float64Array(vocabulary * d);
        given.read().forEach((id, i) => {
          for (let k = 0; k < d; k++) wanted[rowOf(id, vocabulary) * d + k]! += dy[i * d + k]!;
        });
        expect([difference(dtable.read(), wanted) < 1e-5, memory.trespasses()]).toEqual([true, []]);
      }),
      { numRuns: 200 },
    );
  });
});

/** Halves go to the even neighbour, as in tfjs. */
function rowOf(id: number, vocabulary: number): number {
  const below = Math.floor(id);
  const rounded = id - below === 0.5 ? below + (Math.abs(below) % 2) : Math.round(id);
  return Math.min(Math.max(rounded, 0), vocabulary - 1);
}
