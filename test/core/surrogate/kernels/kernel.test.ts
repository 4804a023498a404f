import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { Cholesky } from '../../../../src/core/surrogate/cholesky';
import type { Kernel } from '../../../../src/core/surrogate/kernels/kernel';
import { stationaryKernel } from '../../../../src/core/surrogate/kernels/stationary';
import {
  subtreeCounter,
  weisfeilerLehmanKernel,
} from '../../../../src/core/surrogate/kernels/weisfeiler-lehman';
import type { WordGraph } from '../../../../src/core/surrogate/kernels/weisfeiler-lehman';

const LENGTH_SCALE = { median: 1, logSd: 1 };

/** A chain with a shortcut, of random words. */
function randomGraph(seed: number): WordGraph {
  const rng = createRng(seed);
  const nodes = Array.from({ length: 3 + rng.below(4) }, () => rng.pick(['conv', 'pool', 'add']));
  return {
    nodes,
    inputs: nodes.map((_, i) =>
      i === 0
        ? []
        : [i - 1, ...(i > 2 ? [rng.below(i - 1)] : [])].map((node) => ({
            node,
            edge: rng.pick(['', 'relu']),
          })),
    ),
  };
}

function vectors(n: number): Float64Array[] {
  const rng = createRng(9);
  return Array.from({ length: n }, () =>
    Float64Array.from({ length: 5 }, () => (rng.below(3) === 0 ? 0 : rng.next())),
  );
}

const count = subtreeCounter(2);

describe.each<{ title: string; kernel: Kernel<never>; inputs: readonly unknown[] }>([
  {
    title: 'Matérn 5/2 with a length scale for each of three groups',
    kernel: stationaryKernel({ profile: 'matern52', groups: [0, 0, 1, 2, 2], lengthScale: LENGTH_SCALE }),
    inputs: vectors(7),
  },
  {
    title: 'the squared exponential with one length scale',
    kernel: stationaryKernel({
      profile: 'squared-exponential',
      groups: [0, 0, 0, 0, 0],
      lengthScale: LENGTH_SCALE,
    }),
    inputs: vectors(7),
  },
  {
    title: 'subtrees up to height 2',
    kernel: weisfeilerLehmanKernel(2),
    inputs: Array.from({ length: 7 }, (_, seed) => count(randomGraph(seed))),
  },
])('$title', ({ kernel, inputs: given }) => {
  const inputs = given as never[];
  const n = inputs.length;
  const values = Float64Array.from(kernel.parameters, (_, i) => 0.6 + 0.3 * i);
  const filled = (at: Float64Array): Float64Array => {
    const matrix = new Float64Array(n * n);
    kernel.prepare(inputs).fill(at, matrix);
    return matrix;
  };

  it('gives the same covariances prepared and asked for', () => {
    const matrix = filled(values);
    const asked = kernel.covariances(values, inputs, inputs);
    const variances = kernel.variances(values, inputs);

    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        expect(asked[i * n + j]).toBeCloseTo(matrix[i * n + j]!, 12);
        expect(asked[j * n + i]).toBeCloseTo(matrix[i * n + j]!, 12);
      }
      expect(variances[i]).toBeCloseTo(matrix[i * n + i]!, 12);
    }
  });

  it('is positive semi-definite', () => {
    const matrix = kernel.covariances(values, inputs, inputs);
    for (let i = 0; i < n; i++) matrix[i * n + i]! += 1e-9;

    expect(Cholesky.factor(matrix, n)?.jitter).toBe(0);
  });

  it('has the gradient of finite differences', () => {
    const rng = createRng(2);
    const weights = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) weights[i * n + j] = weights[j * n + i] = rng.normal();
    const sum = (at: Float64Array): number => {
      const matrix = kernel.covariances(at, inputs, inputs);
      return matrix.reduce((total, covariance, k) => total + weights[k]! * covariance, 0);
    };

    const prepared = kernel.prepare(inputs);
    prepared.fill(values, new Float64Array(n * n));
    const gradient = prepared.contract(weights);

    const h = 1e-5;
    const slopes = kernel.parameters.map((_, p) => {
      const [up, down] = [h, -h].map((step) => sum(values.with(p, values[p]! * Math.exp(step))));
      return (up! - down!) / (2 * h);
    });
    expect(gradient.length).toBe(kernel.parameters.length);
    slopes.forEach((slope, p) => expect(gradient[p]).toBeCloseTo(slope, 6));
  });
});

describe('the stationary kernel', () => {
  it.each([
    // (1 + √5 r + 5r²/3) exp(-√5 r) at r = 1, and exp(-r²/2).
    { profile: 'matern52' as const, correlation: 0.523994 },
    { profile: 'squared-exponential' as const, correlation: 0.606531 },
  ])('$profile is $correlation at a distance of one length scale', ({ profile, correlation }) => {
    const kernel = stationaryKernel({ profile, groups: [0], lengthScale: LENGTH_SCALE });
    const [near] = kernel.covariances(Float64Array.of(1, 3), [Float64Array.of(2)], [Float64Array.of(5)]);

    expect(near).toBeCloseTo(correlation, 6);
  });

  it('does not look at a column whose length scale is long', () => {
    const kernel = stationaryKernel({ profile: 'matern52', groups: [0, 1], lengthScale: LENGTH_SCALE });
    const [a, b] = [Float64Array.of(0, 0), Float64Array.of(0, 1)];

    expect(kernel.covariances(Float64Array.of(1, 1, 1e4), [a], [b])[0]).toBeCloseTo(1, 7);
    expect(kernel.covariances(Float64Array.of(1, 1, 1e-2), [a], [b])[0]).toBeCloseTo(0, 7);
  });
});

describe('subtreeCounter', () => {
  const chain = (...nodes: string[]): WordGraph => ({
    nodes,
    inputs: nodes.map((_, i) => (i === 0 ? [] : [{ node: i - 1, edge: '' }])),
  });
  const [flat, tall] = [weisfeilerLehmanKernel(0), weisfeilerLehmanKernel(1)];

  it('counts words at height 0: worked out by hand', () => {
    const counter = subtreeCounter(0);
    const [a, b] = [counter(chain('x', 'y', 'y')), counter(chain('x', 'x', 'y'))];

    // (1, 2) and (2, 1), both of length √5.
    expect(flat.covariances(Float64Array.of(1), [a], [b])[0]).toBeCloseTo(4 / 5, 12);
  });

  it('counts words with those of their inputs at height 1', () => {
    const counter = subtreeCounter(1);
    const [a, b] = [counter(chain('x', 'y', 'y')), counter(chain('x', 'y', 'x'))];

    // Height 1: {x, y(x), y(y)} and {x, y(x), x(y)}: two of three are shared.
    expect(tall.covariances(Float64Array.of(0, 1), [a], [b])[0]).toBeCloseTo(2 / 3, 12);
  });

  it('does not see how nodes are listed', () => {
    const counter = subtreeCounter(3);
    const edge = '';
    const graph: WordGraph = {
      nodes: ['in', 'conv', 'pool', 'add'],
      inputs: [[], [{ node: 0, edge }], [{ node: 0, edge }], [1, 2].map((node) => ({ node, edge }))],
    };
    const listedAnew: WordGraph = {
      nodes: ['in', 'pool', 'conv', 'add'],
      inputs: [[], [{ node: 0, edge }], [{ node: 0, edge }], [1, 2].map((node) => ({ node, edge }))],
    };

    expect(counter(listedAnew)).toEqual(counter(graph));
  });

  it('sees what lies on edges', () => {
    const counter = subtreeCounter(1);
    const dressed = (edge: string): WordGraph => ({ nodes: ['a', 'b'], inputs: [[], [{ node: 0, edge }]] });

    expect(counter(dressed('relu'))).not.toEqual(counter(dressed('')));
  });
});
