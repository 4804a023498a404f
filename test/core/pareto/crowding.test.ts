import { describe, expect, it } from 'vitest';
import { crowdingDistances } from '../../../src/core/pareto/crowding';

describe('crowding distances', () => {
  it.each([
    { points: [], distances: [], why: 'of nothing' },
    { points: [[1, 2]], distances: [Infinity], why: 'of one point' },
    {
      points: [
        [1, 2],
        [2, 1],
      ],
      distances: [Infinity, Infinity],
      why: 'of two boundary points',
    },
    {
      points: [
        [0, 4],
        [1, 3],
        [4, 0],
      ],
      distances: [Infinity, 2, Infinity],
      why: 'the middle one spans the whole range of both objectives',
    },
    {
      points: [
        [0, 10],
        [2, 6],
        [5, 5],
        [10, 0],
      ],
      // 5/10 + (10 - 5)/10; 8/10 + 6/10
      distances: [Infinity, 1, 1.4, Infinity],
      why: 'gaps are shares of the range, summed over objectives',
    },
    {
      points: [
        [4, 0],
        [0, 4],
        [1, 3],
      ],
      distances: [Infinity, Infinity, 2],
      why: 'the order of the points does not matter',
    },
    {
      points: [
        [0, 4],
        [1, 3],
        [1, 3],
        [4, 0],
      ],
      distances: [Infinity, 2, 0, Infinity],
      why: 'a copy has no distance, and takes none from its twin',
    },
    {
      points: [
        [0, 4],
        [0, 4],
        [4, 0],
        [4, 0],
      ],
      distances: [Infinity, 0, Infinity, 0],
      why: 'also at the boundary',
    },
    {
      points: [
        [0, 4, 1],
        [1, 3, 1],
        [4, 0, 1],
      ],
      distances: [Infinity, 2, Infinity],
      why: 'an objective in which all agree does not count',
    },
  ])('$why', ({ points, distances }) => {
    expect(crowdingDistances(points)).toEqual(distances);
  });
});
