import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { Cholesky } from '../../../src/core/surrogate/cholesky';
import { nearestPositiveSemidefinite } from '../../../src/core/surrogate/positive-definite';

describe('nearestPositiveSemidefinite', () => {
  it('is worked out by hand for eigenvalues 3 and -1', () => {
    const nearest = nearestPositiveSemidefinite(Float64Array.of(1, 0, 2, 1), 2);

    [1.5, 1.5, 1.5, 1.5].forEach((value, i) => expect(nearest[i]).toBeCloseTo(value, 12));
  });

  it.each([
    { matrix: [2, 0, 1, 2], n: 2, why: 'positive definite' },
    { matrix: [1, 0, 1, 1], n: 2, why: 'of rank 1, as where two networks are one' },
  ])('leaves a matrix that is $why', ({ matrix, n }) => {
    const given = Float64Array.from(matrix);

    expect(nearestPositiveSemidefinite(given, n)).toBe(given);
  });

  it.each([3, 8, 20])(
    'makes a random symmetric matrix of size %i one that has a factor, and leaves it then',
    (n) => {
      const rng = createRng(n);
      const matrix = Float64Array.from({ length: n * n }, () => rng.normal());
      expect(Cholesky.factor(matrix, n)).toBeUndefined();

      const nearest = nearestPositiveSemidefinite(matrix, n);

      expect(Cholesky.factor(nearest, n)?.jitter ?? Infinity).toBeLessThan(1e-6);
      const again = nearestPositiveSemidefinite(nearest, n);
      expect(Math.max(...again.map((value, i) => Math.abs(value - nearest[i]!)))).toBeLessThan(1e-9);
    },
  );
});
