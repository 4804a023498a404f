import { describe, expect, it } from 'vitest';
import { compareScores, scoreOf } from '../../../src/core/trial/objective';
import type { Constraint, Score } from '../../../src/core/trial/objective';

describe('a score', () => {
  it('turns the sign of what is to be small, and keeps the order of the objectives', () => {
    expect(
      scoreOf(
        { valAccuracy: 0.9, macs: 500, epochs: 3 },
        [
          { metric: 'macs', goal: 'minimize' },
          { metric: 'valAccuracy', goal: 'maximize' },
        ],
        [],
      ),
    ).toEqual({ values: [-500, 0.9], violation: 0 });
  });

  it.each<{ constraints: readonly Constraint[]; violation: number; why: string }>([
    { constraints: [{ metric: 'x', max: 4 }], violation: 0, why: 'a limit that is met is not broken' },
    { constraints: [{ metric: 'x', max: 2 }], violation: 1, why: 'the amount is a share of the limit' },
    { constraints: [{ metric: 'x', min: 8 }], violation: 0.5, why: 'at the lower end, too' },
    { constraints: [{ metric: 'x', max: -2 }], violation: 3, why: 'of a negative limit, of its size' },
    { constraints: [{ metric: 'x', max: 0 }], violation: 4, why: 'of 0 it is the amount itself' },
    {
      constraints: [
        { metric: 'x', max: 2 },
        { metric: 'y', min: 2 },
      ],
      violation: 1.5,
      why: 'amounts add up',
    },
  ])('of x = 4 and y = 1: $why', ({ constraints, violation }) => {
    expect(scoreOf({ x: 4, y: 1 }, [], constraints)).toEqual({ values: [], violation });
  });
});

describe('the order of scores', () => {
  const score = (value: number, violation = 0): Score => ({ values: [value, 7], violation });

  it.each([
    { a: score(1), b: score(2), sign: -1, why: 'more is better' },
    { a: score(1), b: score(1), sign: 0, why: 'the first objective alone decides' },
    { a: score(1), b: score(2, 0.1), sign: 1, why: 'whoever keeps the constraints beats whoever does not' },
    { a: score(2, 0.2), b: score(1, 0.1), sign: -1, why: 'of two that break them the smaller amount wins' },
    { a: score(2, 0.1), b: score(1, 0.1), sign: 1, why: 'of equal amounts the first objective' },
  ])('$why', ({ a, b, sign }) => {
    expect([Math.sign(compareScores(a, b)), Math.sign(compareScores(b, a))]).toEqual([sign, 0 - sign]);
  });
});
