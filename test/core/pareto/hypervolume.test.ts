import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../../src/core/pareto/hypervolume';
import { anyPoints } from './any-points';

describe('the hypervolume', () => {
  it.each([
    { points: [], reference: [0, 0], volume: 0, why: 'of nothing' },
    { points: [[3]], reference: [1], volume: 2, why: 'of one objective is a length' },
    { points: [[3], [5], [5]], reference: [1], volume: 4, why: 'of one objective is the longest' },
    { points: [[2, 3]], reference: [0, 0], volume: 6, why: 'of one point is its box' },
    { points: [[2, 3]], reference: [1, 1], volume: 2, why: 'is measured from the reference' },
    {
      points: [
        [3, 1],
        [1, 3],
      ],
      reference: [0, 0],
      volume: 5,
      why: 'counts an overlap once',
    },
    {
      points: [
        [3, 1],
        [2, 2],
        [1, 3],
      ],
      reference: [0, 0],
      volume: 6,
      why: 'of a staircase',
    },
    {
      points: [
        [3, 3],
        [1, 1],
        [3, 3],
      ],
      reference: [0, 0],
      volume: 9,
      why: 'gains nothing from dominated points and twins',
    },
    {
      points: [
        [0, 9],
        [9, 0],
        [-1, 5],
      ],
      reference: [0, 0],
      volume: 0,
      why: 'is nothing at or below the reference',
    },
    { points: [[2, 2, 2]], reference: [0, 0, 0], volume: 8, why: 'of a cube' },
    {
      points: [
        [2, 1, 1],
        [1, 2, 1],
        [1, 1, 2],
      ],
      reference: [0, 0, 0],
      volume: 4,
      why: 'of three bars that share a cube',
    },
    {
      points: [
        [1, 1, 1, 1],
        [2, 1, 1, 0.5],
      ],
      reference: [0, 0, 0, 0],
      volume: 1.5,
      why: 'in four dimensions',
    },
  ])('$why', ({ points, reference, volume }) => {
    expect(hypervolume(points, reference)).toBeCloseTo(volume, 12);
  });

  it('counts the unit cells below small whole points', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const m = points[0]?.length ?? 2;
        expect(hypervolume(points, Array<number>(m).fill(0))).toBe(coveredCells(points, m));
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it('does not depend on the order of points, and never shrinks when one is added', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(), (points, turn) => {
        const reference = (points[0] ?? [0, 0]).map(() => -1);
        const whole = hypervolume(points, reference);
        const at = turn % (points.length + 1);
        expect(hypervolume([...points.slice(at), ...points.slice(0, at)], reference)).toBe(whole);
        expect(hypervolume(points.slice(1), reference)).toBeLessThanOrEqual(whole);
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it('refuses points of another dimension than the reference', () => {
    expect(() =>
      hypervolume(
        [
          [1, 2],
          [1, 2, 3],
        ],
        [0, 0],
      ),
    ).toThrow('points[1]: expected 2 objectives as in the reference, but got 3');
  });
});

/** Cells of the whole-number grid whose upper corner some point covers. */
function coveredCells(points: readonly (readonly number[])[], m: number): number {
  let corners: number[][] = [[]];
  for (let i = 0; i < m; i++) corners = corners.flatMap((c) => [1, 2, 3, 4, 5].map((v) => [...c, v]));
  return corners.filter((corner) => points.some((p) => p.every((value, i) => value >= corner[i]!))).length;
}
