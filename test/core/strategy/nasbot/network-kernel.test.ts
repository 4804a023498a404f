import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { Cholesky } from '../../../../src/core/surrogate/cholesky';
import { nearestPositiveSemidefinite } from '../../../../src/core/surrogate/positive-definite';
import {
  covarianceAt,
  fitKernel,
  type KernelData,
  type NetworkKernel,
} from '../../../../src/core/strategy/nasbot/network-kernel';
import { Otmann, STRUCTURAL_WEIGHTS } from '../../../../src/core/strategy/nasbot/otmann';
import { nb201Space } from '../../../support/spaces';

const kernel: NetworkKernel = {
  alphas: [2, 3],
  betas: Float64Array.of(0.1, 0.2),
  normalizedBetas: Float64Array.of(1, 4),
  noise: 0.01,
};

describe('the covariance of networks', () => {
  it.each([
    { distances: [0, 0], covariance: 5 },
    // d: 0.1 · 5 + 0.2 · 10; normalised by 20: (1/4)² + 4 (1/2)².
    { distances: [5, 10], covariance: 2 * Math.exp(-2.5) + 3 * Math.exp(-(1 / 16 + 1)) },
  ])('at distances $distances of masses 20 is $covariance', ({ distances, covariance }) => {
    expect(covarianceAt(kernel, Float64Array.of(NaN, ...distances), 1, 20)).toBeCloseTo(covariance, 12);
  });

  it('of 40 random cells, made positive, has a factor beside next to no noise (seed 2)', () => {
    const [space, otmann, rng] = [nb201Space(), new Otmann(), createRng(2)];
    const cells = Array.from({ length: 40 }, () => otmann.profile(space.sketch(space.sample(rng))!));
    const nWeights = STRUCTURAL_WEIGHTS.length;
    const wide: NetworkKernel = {
      alphas: [0.1, 1],
      betas: new Float64Array(nWeights).fill(0.001),
      normalizedBetas: new Float64Array(nWeights).fill(0.1),
      noise: 0,
    };
    const matrix = new Float64Array(40 * 40);
    cells.forEach((a, i) =>
      cells.forEach((b, j) => {
        const distances = new Float64Array(nWeights);
        otmann.distances(a, b, distances);
        matrix[i * 40 + j] = covarianceAt(wide, distances, 0, a.magnitude + b.magnitude);
      }),
    );
    // The kernel is none on these: squares of a distance that no Euclidean space has.
    expect(Cholesky.factor(matrix, 40)?.jitter ?? Infinity).toBeGreaterThan(1e-6);

    const positive = nearestPositiveSemidefinite(matrix, 40);

    expect(Cholesky.factor(positive, 40)!.jitter).toBeLessThan(1e-6);
  });
});

describe('fitting', () => {
  /** Points on a square whose targets follow one axis only; a distance per axis. */
  const rng = createRng(4);
  const points = Array.from({ length: 40 }, () => [rng.next(), rng.next()] as const);
  const data = dataOf(points, ([x]) => Math.sin(6 * x) * Math.SQRT2);

  it('finds which distance matters', () => {
    const { kernel: fitted } = fitKernel(data);

    const decayOf = (w: number): number => fitted.betas[w]! / 4 + fitted.normalizedBetas[w]! / 16;
    expect(decayOf(0)).toBeGreaterThan(10 * decayOf(1));
  });

  it('calls what follows no distance noise', () => {
    const chance = createRng(5);
    const { kernel: fitted } = fitKernel(dataOf(points, () => chance.normal()));
    const { kernel: smooth } = fitKernel(data);

    expect(fitted.noise).toBeGreaterThan(20 * smooth.noise);
  });

  it('goes on from where it ended', () => {
    const { start } = fitKernel(data);
    const again = fitKernel(data, start);

    expect(Math.max(...again.start.map((value, i) => Math.abs(value - start[i]!)))).toBeLessThan(0.5);
  });

  it('bears networks that are all one', () => {
    const same = points.slice(0, 5).map(() => [0, 0] as const);
    const { kernel: fitted } = fitKernel(dataOf(same, () => 0));

    expect(
      [...fitted.alphas, ...fitted.betas, ...fitted.normalizedBetas, fitted.noise].every(Number.isFinite),
    ).toBe(true);
  });
});

function dataOf(
  points: readonly (readonly [number, number])[],
  targetOf: (point: readonly [number, number]) => number,
): KernelData {
  const pairs = points.flatMap(([x, y], i) =>
    points.slice(0, i).map(([u, v]) => [Math.abs(x - u), Math.abs(y - v)]),
  );
  return {
    targets: Float64Array.from(points, targetOf),
    distances: Float64Array.from(pairs.flat()),
    magnitudes: new Float64Array(pairs.length).fill(2),
    nDistances: 2,
  };
}
