import { describe, expect, it } from 'vitest';
import { operationLabel } from '../../../src/core/graph/operations';
import { createSpace } from '../../../src/core/space/catalog';
import type { SearchSpace } from '../../../src/core/space/space';
import { tinyTransformer } from '../../support/spaces';

const conv = { kind: 'conv2d', filters: 4, kernel: 3 };

describe('custom', () => {
  it('builds a transformer, averaged over its positions', () => {
    const space = tinyTransformer();
    const { nodes, shapes } = space.build(
      space.parse(
        'layers[0].units=6, encoder.repeat=1, encoder.layers[0].branches[1][1].heads=3, encoder.layers[0].branches[1][1].causal=true, head=global-average',
      ),
    );
    expect(
      nodes.map(({ operation }, i) => `${operationLabel(operation)} -> ${shapes[i]!.join('x')}`),
    ).toEqual([
      'input [6] -> 6',
      'embedding 10, 6 -> 6x6',
      'position embedding -> 6x6',
      'layer norm -> 6x6',
      'attention, 3 heads of 2, causal -> 6x6',
      'add -> 6x6',
      'layer norm -> 6x6',
      'dense 8 -> 6x8',
      'gelu -> 6x8',
      'dense 6 -> 6x6',
      'add -> 6x6',
      'drop path 0.1 -> 6x6',
      'global avg pool -> 6',
      'dense 3 -> 3',
    ]);
    expect(space.check(space.parse(space.format([0, 0, 2, 0, 0])))).toBe(
      'layers[2].layers[0].branches[1][1].heads: expected a divisor of the 4 features, or keyUnits beside it, but got 3',
    );
  });

  it('builds depthwise, grouped and dilated convolutions', () => {
    const space = digits([
      { ...conv, filters: 6 },
      { kind: 'depthwise_conv2d', kernel: 5, multiplier: 2, stride: 2, norm: 'batch', activation: 'gelu' },
      { kind: 'conv2d', filters: 8, kernel: 3, groups: 4, dilation: '1x2' },
    ]);
    expect(space.build([]).nodes.map(({ operation }) => operationLabel(operation))).toEqual([
      'input [8, 8, 1]',
      'conv 3x3, 6',
      'conv 5x5, 12, stride 2x2, groups 6',
      'batch norm',
      'gelu',
      'conv 3x3, 8, dilation 1x2, groups 4',
      'global avg pool',
      'dense 10',
    ]);
  });

  it.each([
    ['depthwise3x3', ['relu', 'conv 3x3, 4, groups 4', 'batch norm']],
    ['dilated3x3', ['relu', 'separable conv 3x3, 4, dilation 2x2', 'batch norm']],
    ['dilated5x5', ['relu', 'separable conv 5x5, 4, dilation 2x2', 'batch norm']],
  ])('knows %s on the edge of a cell', (name, labels) => {
    const { nodes } = digits([conv, { kind: 'cell', nodes: 2, operations: [name] }]).build([]);
    expect(nodes.slice(2, 5).map(({ operation }) => operationLabel(operation))).toEqual(labels);
  });
});

function digits(layers: readonly unknown[]): SearchSpace {
  return createSpace({ kind: 'custom', ...{ layers } }, { inputShape: [8, 8, 1], outputUnits: 10 });
}
