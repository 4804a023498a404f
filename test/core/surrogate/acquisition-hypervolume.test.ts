import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { hypervolume } from '../../../src/core/pareto/hypervolume';
import {
  expectedHypervolumeImprovement,
  freeBoxes,
} from '../../../src/core/surrogate/acquisition-hypervolume';
import { expectedImprovement } from '../../../src/core/surrogate/normal-distribution';

describe('freeBoxes', () => {
  it('are the segments of a front of two objectives', () => {
    const { coordinates, lower, upper, nBoxes } = freeBoxes(
      [
        [1, 3],
        [2, 1],
      ],
      [0, 0],
    );

    const boxes = Array.from({ length: nBoxes }, (_, b) =>
      [0, 1].map((j) => [coordinates[j]![lower[2 * b + j]!], coordinates[j]![upper[2 * b + j]!]]),
    );
    expect(boxes).toEqual([
      [
        [2, Infinity],
        [0, 1],
      ],
      [
        [1, Infinity],
        [1, 3],
      ],
      [
        [0, Infinity],
        [3, Infinity],
      ],
    ]);
  });

  it.each([2, 3, 4])(
    'cover, once, what no point of the front dominates, with %i objectives (seed 8)',
    (m) => {
      const rng = createRng(8);
      const front = randomPoints(12, m, rng);
      const reference = Array<number>(m).fill(0.1);
      const { coordinates, lower, upper, nBoxes } = freeBoxes(front, reference);

      for (const point of randomPoints(2000, m, rng)) {
        let inside = 0;
        for (let b = 0; b < nBoxes; b++) {
          const isIn = point.every(
            (value, j) =>
              value > coordinates[j]![lower[b * m + j]!]! && value <= coordinates[j]![upper[b * m + j]!]!,
          );
          if (isIn) inside++;
        }
        const isFree =
          point.every((value, j) => value > reference[j]!) &&
          !front.some(
            (other) =>
              other.every((value, j) => value > reference[j]!) &&
              point.every((value, j) => value <= other[j]!),
          );
        expect(inside).toBe(isFree ? 1 : 0);
      }
    },
  );
});

describe('expectedHypervolumeImprovement', () => {
  it.each([2, 3, 4])(
    'of what is certain is the growth of the hypervolume, with %i objectives (seed 2)',
    (m) => {
      const rng = createRng(2);
      const front = randomPoints(8, m, rng);
      const reference = Array<number>(m).fill(0.2);
      const boxes = freeBoxes(front, reference);
      const before = hypervolume(front, reference);

      for (const point of randomPoints(30, m, rng)) {
        const growth = hypervolume([...front, point], reference) - before;
        expect(expectedHypervolumeImprovement(boxes, point, Array<number>(m).fill(0))).toBeCloseTo(
          growth,
          10,
        );
      }
    },
  );

  it.each([2, 3, 4])('is the average growth of draws, with %i objectives (seed 3)', (m) => {
    const rng = createRng(3);
    const front = randomPoints(6, m, rng);
    const reference = Array<number>(m).fill(0);
    const boxes = freeBoxes(front, reference);
    const before = hypervolume(front, reference);
    const n = 10_000;

    for (const mean of randomPoints(3, m, rng)) {
      // One objective is known.
      const sds = mean.map((_, j) => (j === 1 ? 0 : 0.3));
      const growths = Array.from({ length: n }, () => {
        const draw = mean.map((value, j) => value + sds[j]! * rng.normal());
        return hypervolume([...front, draw], reference) - before;
      });
      const average = growths.reduce((a, b) => a + b, 0) / n;
      const error = Math.sqrt(growths.reduce((sum, growth) => sum + (growth - average) ** 2, 0)) / n;
      // Four standard errors: by chance once in 16,000 times.
      expect(Math.abs(expectedHypervolumeImprovement(boxes, mean, sds) - average)).toBeLessThan(
        4 * error + 1e-12,
      );
    }
  });

  it('is the expected improvement for one objective', () => {
    const boxes = freeBoxes([[0.4], [1.3]], [0]);

    expect(expectedHypervolumeImprovement(boxes, [1], [0.5])).toBeCloseTo(
      expectedImprovement(1, 0.5, 1.3),
      12,
    );
  });

  it('is the whole box above the reference without a front', () => {
    expect(expectedHypervolumeImprovement(freeBoxes([], [0, 0]), [2, 3], [0, 0])).toBe(6);
  });
});

function randomPoints(n: number, m: number, rng: ReturnType<typeof createRng>): number[][] {
  return Array.from({ length: n }, () => Array.from({ length: m }, () => rng.next()));
}
