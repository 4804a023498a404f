import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hypervolume } from '../../../src/core/pareto/hypervolume';
import { HypervolumeArchive } from '../../../src/core/pareto/hypervolume-archive';
import { anyPoints } from './any-points';

it('grows by what a point alone dominates', () => {
  const archive = new HypervolumeArchive([0, 0]);
  const volumes = [
    [2, 2],
    [3, 1],
    [1, 1],
    [2, 2],
    [4, 4],
    [9, 0],
  ].map((point) => [archive.add(point), archive.volume]);
  expect(volumes).toEqual([
    [true, 4],
    [true, 5],
    [false, 5],
    [false, 5],
    [true, 16],
    // No better than the reference in the second.
    [false, 16],
  ]);
});

it('is the hypervolume of all points so far', () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      const reference = (points[0] ?? []).map(() => 1);
      const archive = new HypervolumeArchive(reference);
      for (const [i, point] of points.entries()) {
        archive.add(point);
        expect(archive.volume).toBeCloseTo(hypervolume(points.slice(0, i + 1), reference), 6);
      }
    }),
    { seed: 3 },
  );
});
