import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hyperbandBracket, mostPromotions } from '../../../../src/core/strategy/fidelity/hyperband-plan';
import {
  fittedRungs,
  nearestFidelity,
  resourcesFrom,
  smallestResource,
} from '../../../../src/core/strategy/fidelity/rung-plan';
import type { IdealRung } from '../../../../src/core/strategy/fidelity/rung-plan';
import { inputErrorOf } from '../../../support/error-of';

const EPOCHS_81 = Array.from({ length: 81 }, (_, i) => i + 1);

/** `n@r` for each rung of each bracket, from s_max down to 0, with R = 81 and eta = 3. */
function tableOf(form: 'paper' | 'floor'): string[] {
  return [4, 3, 2, 1, 0].map((s) =>
    fittedRungs(hyperbandBracket(s, 4, 81, 3, form), EPOCHS_81)
      .map(({ size, epochs }) => `${size}@${epochs}`)
      .join(' '),
  );
}

describe('brackets of Hyperband', () => {
  it('are those of table 1 of the paper for R = 81 and eta = 3, with its formula for n', () => {
    expect(mostPromotions(1, 81, 3)).toBe(4);
    expect(tableOf('paper')).toEqual([
      '81@1 27@3 9@9 3@27 1@81',
      '34@3 11@9 3@27 1@81',
      '15@9 5@27 1@81',
      '8@27 2@81',
      '5@81',
    ]);
  });

  it('begin with what HpBandSter begins with where they are rounded down', () => {
    expect(tableOf('floor')).toEqual([
      '81@1 27@3 9@9 3@27 1@81',
      '27@3 9@9 3@27 1@81',
      '9@9 3@27 1@81',
      '6@27 2@81',
      '5@81',
    ]);
  });

  it('cost at most (s_max + 1) R each, every rung counted from its first epoch', () => {
    for (const eta of [2, 3, 4]) {
      for (const full of [1, 8, 9, 16, 27, 81, 100, 200, 243, 1000]) {
        const most = mostPromotions(1, full, eta);
        for (let s = 0; s <= most; s++) {
          const cost = hyperbandBracket(s, most, full, eta, 'floor').reduce(
            (sum, { size, resource }) => sum + size * resource,
            0,
          );
          expect(cost).toBeLessThanOrEqual((most + 1) * full + 1e-6);
        }
      }
    }
    const paper = [4, 3, 2, 1, 0].map((s) =>
      hyperbandBracket(s, 4, 81, 3, 'paper').reduce((sum, { size, resource }) => sum + size * resource, 0),
    );
    expect(paper).toEqual([405, 363, 351, 378, 405]);
  });

  it.each([
    [1, 81, 3, 4],
    [1, 80, 3, 3],
    [1, 243, 3, 5],
    [1, 1000, 10, 3],
    [12, 200, 3, 2],
    [1, 1, 3, 0],
  ])('between %i and %i epochs with eta %i have %i promotions at most', (smallest, full, eta, most) => {
    expect(mostPromotions(smallest, full, eta)).toBe(most);
  });
});

describe('rungs that can be measured', () => {
  it('have the nearest epochs by ratio, the longer of two', () => {
    expect([1, 2.9, 4, 6, 7, 100].map((resource) => nearestFidelity([2, 8, 32], resource))).toEqual([
      2, 2, 8, 8, 8, 32,
    ]);
    expect(nearestFidelity([12, 200], 22.2)).toBe(12);
  });

  it('are merged where they would be the same, with as many candidates as their resource pays for', () => {
    // Of 9@100, 3@150 and 1@200 after 27@12: 9 * 88 + 3 * 50 + 50 are five times 188.
    const ideal = [27, 9, 3, 1].map((size, i) => ({ size, resource: [12, 100, 150, 200][i]! }));
    expect(fittedRungs(ideal, [12, 200])).toEqual([
      { epochs: 12, size: 27 },
      { epochs: 200, size: 5 },
    ]);
  });

  it('are one where there is one fidelity', () => {
    for (const s of [0, 1, 2, 3, 4]) {
      expect(fittedRungs(hyperbandBracket(s, 4, 81, 3, 'paper'), [1])).toHaveLength(1);
    }
    expect(mostPromotions(1, 1, 3)).toBe(0);
    expect(fittedRungs(hyperbandBracket(0, 0, 1, 3, 'paper'), [1])).toEqual([{ epochs: 1, size: 1 }]);
  });

  it('ascend, never grow, end where the formula ends, and cost about what it says', () => {
    const epochs = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(epochs, fc.constantFrom(2, 3, 4), fc.boolean(), (unsorted, eta, floor) => {
        const fidelities = unsorted.toSorted((a, b) => a - b);
        const full = fidelities.at(-1)!;
        const most = mostPromotions(fidelities[0]!, full, eta);
        for (let s = 0; s <= most; s++) {
          const ideal = hyperbandBracket(s, most, full, eta, floor ? 'floor' : 'paper');
          const rungs = fittedRungs(ideal, fidelities);
          expect(rungs.at(-1)!.epochs).toBe(full);
          for (const [i, { epochs: after, size }] of rungs.entries()) {
            expect(fidelities).toContain(after);
            const before = rungs[i - 1];
            if (before) expect(after > before.epochs && size <= before.size && size >= 1).toBe(true);
          }
          // What is trained anew. The nearest epochs may be a good deal more than the formula has.
          expect(costOf(rungs)).toBeLessThanOrEqual(2.5 * (most + 1) * full);
        }
      }),
      { seed: 11 },
    );
  });

  it('go up from the smallest by eta to a full measurement, without a step that is next to nothing', () => {
    expect(resourcesFrom(1, 81, 3)).toEqual([1, 3, 9, 27, 81]);
    expect(resourcesFrom(1, 8, 3)).toEqual([1, 3, 8]);
    expect(resourcesFrom(1, 10, 3)).toEqual([1, 3, 10]);
    expect(resourcesFrom(1, 28, 3)).toEqual([1, 3, 9, 28]);
    expect(resourcesFrom(8, 8, 3)).toEqual([8]);
  });

  it('begin with at most a full measurement', async () => {
    expect(smallestResource([1, 2, 3], undefined)).toBe(1);
    expect(await inputErrorOf(() => smallestResource([1, 2, 3], 4))).toBe(
      'minEpochs: expected at most 3, a full measurement, but got 4',
    );
  });
});

function costOf(rungs: readonly { readonly epochs: number; readonly size: number }[]): number {
  return rungs.reduce((sum, { epochs, size }, i) => sum + size * (epochs - (rungs[i - 1]?.epochs ?? 0)), 0);
}

it('a formula is exact where its resources are fidelities', () => {
  const ideal: readonly IdealRung[] = hyperbandBracket(2, 2, 9, 3, 'paper');
  expect(fittedRungs(ideal, [1, 3, 9])).toEqual([
    { epochs: 1, size: 9 },
    { epochs: 3, size: 3 },
    { epochs: 9, size: 1 },
  ]);
});
