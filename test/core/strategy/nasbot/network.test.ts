import { describe, expect, it } from 'vitest';
import { GraphBuilder, type NodeRef } from '../../../../src/core/graph/graph-builder';
import { labelCost, plainLabel, type Label } from '../../../../src/core/strategy/nasbot/labels';
import { layersOf, type Layer } from '../../../../src/core/strategy/nasbot/layers';
import { pathLengthsOf } from '../../../../src/core/strategy/nasbot/path-lengths';

const conv = (size: number, more: Partial<Label> = {}): Label => ({
  ...plainLabel('conv'),
  ...{ variant: 'plain', size },
  ...more,
});
const pool = (variant: string, size = 3): Label => ({ ...plainLabel('pool'), variant, size });
const units = (activation: Label['activation']): Label => ({ ...plainLabel('units'), activation });

describe('the cost of labels', () => {
  it.each([
    { a: conv(3), b: conv(3), cost: 0 },
    { a: conv(3), b: conv(1), cost: 0.2 },
    { a: conv(7), b: conv(5), cost: 0.2 },
    { a: conv(3), b: conv(3, { variant: 'separable' }), cost: 0.1 },
    { a: conv(3), b: conv(1, { variant: 'separable' }), cost: 0.28 },
    { a: conv(3), b: conv(3, { finish: ['batch_norm'] }), cost: 0.1 },
    { a: pool('max_pool2d'), b: pool('avg_pool2d'), cost: 0.5 },
    { a: units('relu'), b: units('elu'), cost: 0.1 },
    { a: units('sigmoid'), b: units('tanh'), cost: 0.1 },
    { a: units('relu'), b: units('tanh'), cost: 0.25 },
    { a: units('relu'), b: units('linear'), cost: 0.25 },
    { a: conv(3), b: pool('max_pool2d'), cost: Infinity },
    { a: plainLabel('input'), b: plainLabel('output'), cost: Infinity },
  ])(
    'of $a.class $a.variant $a.size $a.activation and $b.class $b.variant $b.size $b.activation is $cost',
    ({ a, b, cost }) => {
      expect([labelCost(a, b), labelCost(b, a)].map((value) => Number(value.toFixed(12)))).toEqual([
        cost,
        cost,
      ]);
    },
  );
});

describe('layers', () => {
  it('take norms and activations in, have units in times units out as mass, and ends a tenth of all', () => {
    const layers = layersFrom([8, 8, 3], (g) => {
      const first = g.activation(g.batchNorm(g.conv2d(g.input, 16, 3)), 'relu');
      const pooled = g.maxPool(first, 2);
      return g.dense(g.dense(g.flatten(g.add([pooled, g.conv2d(pooled, 16, 1)])), 40), 10);
    });
    // 3 · 16, 16, 16 · 16, and a tenth of 256 · 40 units of a dense layer.
    const masses = [48, 16, 256, 1024];
    const end = (48 + 16 + 256 + 1024) / 10;

    expect(layers.map(({ label: { class: of }, mass, inputs }) => ({ of, mass, inputs }))).toEqual([
      { of: 'input', mass: end, inputs: [] },
      { of: 'conv', mass: masses[0], inputs: [0] },
      { of: 'pool', mass: masses[1], inputs: [1] },
      { of: 'conv', mass: masses[2], inputs: [2] },
      { of: 'fc', mass: masses[3], inputs: [2, 3] },
      { of: 'decision', mass: end, inputs: [4] },
      { of: 'output', mass: end, inputs: [5] },
    ]);
    expect(layers[1]!.label).toEqual(conv(3, { activation: 'relu', finish: ['batch_norm'] }));
  });

  it('are the same whether the activation comes before or after', () => {
    const before = layersFrom([8, 8, 4], (g) => g.conv2d(g.activation(g.input, 'relu'), 4, 3));
    const after = layersFrom([8, 8, 4], (g) => g.activation(g.conv2d(g.input, 4, 3), 'relu'));

    expect(before).toEqual(after);
  });

  it('have ends of 100 at least', () => {
    const layers = layersFrom([4], (g) => g.dense(g.dense(g.input, 5), 3));

    expect(layers.map(({ mass }) => mass)).toEqual([100, 20, 100, 100]);
  });
});

describe('path lengths', () => {
  it('count steps among all and in each group, from the input and to the output', () => {
    // Input -> convolution -> pooling -> output, and past the pooling.
    const layer = (label: Label, inputs: number[]): Layer => ({ label, mass: 1, inputs });
    const layers = [
      layer(plainLabel('input'), []),
      layer(conv(3), [0]),
      layer(pool('max_pool2d'), [1]),
      layer(plainLabel('output'), [1, 2]),
    ];
    const lengths = [...pathLengthsOf(layers, true)].map((length) => 24 * length);
    const of = (i: number, group: number): number[] =>
      lengths.slice(24 * i + 6 * group, 24 * i + 6 * group + 6);

    // Shortest, longest, random walk; from the input, then to the output.
    expect([0, 1, 2, 3].map((i) => of(i, 0))).toEqual([
      [0, 0, 0, 2, 3, 2.5],
      [1, 1, 1, 1, 2, 1.5],
      [2, 2, 2, 1, 1, 1],
      [2, 3, 2.5, 0, 0, 0],
    ]);
    expect([0, 1, 2, 3].map((i) => of(i, 1))).toEqual([
      [0, 0, 0, 1, 1, 1],
      [1, 1, 1, 1, 1, 1],
      [1, 1, 1, 0, 0, 0],
      [1, 1, 1, 0, 0, 0],
    ]);
    expect([0, 1, 2, 3].map((i) => of(i, 2))).toEqual([
      [0, 0, 0, 0, 1, 0.5],
      [0, 0, 0, 0, 1, 0.5],
      [1, 1, 1, 1, 1, 1],
      [0, 1, 0.5, 0, 0, 0],
    ]);
    expect(of(0, 3)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

function layersFrom(inputShape: readonly number[], build: (g: GraphBuilder) => NodeRef): Layer[] {
  const g = new GraphBuilder(inputShape);
  return layersOf(g.build(build(g)));
}
