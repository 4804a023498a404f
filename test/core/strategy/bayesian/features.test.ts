import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Encoding, SearchSpace } from '../../../../src/core/space/space';
import { subtreeFeatures, vectorFeatures } from '../../../../src/core/strategy/bayesian/features';
import { wordGraphOf } from '../../../../src/core/strategy/bayesian/word-graph';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { nb201Space, tinyChain, tinyMlp } from '../../../support/spaces';
import { toySpace } from '../../../support/toy-space';

describe('features', () => {
  it.each([
    { features: 'path', makeSpace: tinyMlp, has: '`one-hot`, `ordinal` and `wl`', kind: 'mlp' },
    { features: 'wl', makeSpace: () => toySpace(3, 3), has: '`one-hot` and `ordinal`', kind: 'toy' },
  ])(
    '$features are refused by a space without, which says what it has',
    ({ features, makeSpace, has, kind }) => {
      expect(() =>
        createStrategy(makeSpace(), { kind: 'bayesian-optimization', features }, createRng(1)),
      ).toThrow(
        expect.objectContaining({
          name: 'InputError',
          path: 'features',
          problem: `the space ${kind} has no \`${features}\` features; it has ${has}`,
        }) as Error,
      );
    },
  );

  it.each<{ encoding: Encoding; makeSpace: () => SearchSpace; nScales: number }>([
    { encoding: 'one-hot', makeSpace: nb201Space, nScales: 6 },
    { encoding: 'path', makeSpace: nb201Space, nScales: 1 },
    { encoding: 'ordinal', makeSpace: () => toySpace(30, 9), nScales: 30 },
    { encoding: 'one-hot', makeSpace: () => toySpace(30, 9), nScales: 30 },
  ])(
    '$encoding puts random members at distance 1 on average, with $nScales length scales',
    ({ encoding, makeSpace, nScales }) => {
      const space = makeSpace();
      const { kernel, of } = vectorFeatures(space, encoding, 'matern52', createRng(7));
      const rng = createRng(8);
      const squares = Array.from({ length: 2000 }, () => {
        const [a, b] = [of(space.sample(rng)), of(space.sample(rng))];
        return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
      });

      expect(squares.reduce((a, b) => a + b, 0) / squares.length).toBeCloseTo(1, 0);
      expect(kernel.parameters.filter(({ role }) => role === 'length-scale').length).toBe(nScales);
    },
  );
});

describe('subtrees', () => {
  it('are the same for isomorphic cells', () => {
    const space = nb201Space();
    const { kernel, of } = subtreeFeatures(space, 3);
    // Node 2 and node 1 swapped: a convolution and a pooling beside each other.
    const [a, b] = [
      '|nor_conv_3x3~0|+|avg_pool_3x3~0|none~1|+|none~0|skip_connect~1|skip_connect~2|',
      '|avg_pool_3x3~0|+|nor_conv_3x3~0|none~1|+|none~0|skip_connect~1|skip_connect~2|',
    ].map((text) => of(space.parse(text)));

    const [alike] = kernel.covariances(Float64Array.of(0.25, 0.25, 0.25, 0.25), [a!], [b!]);
    expect(alike).toBeCloseTo(1, 12);
  });

  it('read activations and normalisations as what lies on an edge', () => {
    const space = tinyMlp();
    const rng = createRng(2);
    for (let i = 0; i < 20; i++) {
      const graph = wordGraphOf(space.sketch(space.sample(rng))!);

      expect(graph.nodes[0]).toBe('input');
      expect(graph.nodes.filter((word) => word.includes('activation'))).toEqual([]);
      expect(
        graph.inputs
          .slice(1)
          .flat()
          .some(({ edge }) => /relu|tanh/.test(edge)),
      ).toBe(true);
    }
  });

  it('tell members of a space apart', () => {
    const space = tinyChain();
    const { kernel, of } = subtreeFeatures(space, 2);
    const rng = createRng(3);
    const weights = Float64Array.of(0.3, 0.3, 0.4);
    const alike = Array.from({ length: 50 }, () => {
      const genotype = space.sample(rng);
      const [with_] = kernel.covariances(weights, [of(genotype)], [of(space.mutate(genotype, rng))]);
      return with_!;
    });

    expect(Math.max(...alike)).toBeLessThan(1 - 1e-6);
    expect(Math.min(...alike)).toBeGreaterThan(0);
  });
});
