import { describe, expect, it } from 'vitest';
import type { Operation, Shape } from '../../../src/core/graph/operation';
import { operationLabel, OPERATIONS, specOf } from '../../../src/core/graph/operations';
import { attention, conv, pool, separable } from '../../support/operations';

describe('the registry of operations', () => {
  // Worked out by hand: weights are k·k·in/groups·out + bias, MACs are positions times kernel weights.
  it.each<{ operation: Operation; input: Shape; output: Shape; params: number; macs: number; label: string }>(
    [
      {
        operation: conv(),
        input: [8, 8, 3],
        output: [8, 8, 16],
        params: 3 * 3 * 3 * 16 + 16,
        macs: 64 * 9 * 3 * 16,
        label: 'conv 3x3, 16',
      },
      {
        operation: conv({ stride: [2, 2] }),
        input: [7, 8, 3],
        output: [4, 4, 16],
        params: 448,
        macs: 16 * 432,
        label: 'conv 3x3, 16, stride 2x2',
      },
      {
        operation: conv({ padding: 'valid', kernel: [3, 1] }),
        input: [8, 8, 3],
        output: [6, 8, 16],
        params: 160,
        macs: 48 * 144,
        label: 'conv 3x1, 16, valid',
      },
      {
        operation: conv({ padding: 'valid', dilation: [2, 2], useBias: false }),
        input: [8, 8, 3],
        output: [4, 4, 16],
        params: 432,
        macs: 16 * 432,
        label: 'conv 3x3, 16, dilation 2x2, valid',
      },
      {
        operation: conv({ padding: 'valid', stride: [3, 3] }),
        input: [8, 8, 1],
        output: [2, 2, 16],
        params: 160,
        macs: 4 * 144,
        label: 'conv 3x3, 16, stride 3x3, valid',
      },
      {
        operation: conv({ groups: 4, useBias: false }),
        input: [4, 4, 8],
        output: [4, 4, 16],
        params: 9 * 2 * 16,
        macs: 16 * 9 * 2 * 16,
        label: 'conv 3x3, 16, groups 4',
      },
      {
        operation: separable(),
        input: [8, 8, 3],
        output: [8, 8, 16],
        params: 27 + 48,
        macs: 64 * (27 + 48),
        label: 'separable conv 3x3, 16',
      },
      {
        operation: separable({ useBias: true, stride: [2, 2] }),
        input: [5, 5, 3],
        output: [3, 3, 16],
        params: 91,
        macs: 9 * 75,
        label: 'separable conv 3x3, 16, stride 2x2',
      },
      {
        operation: { kind: 'dense', units: 10, useBias: true },
        input: [64],
        output: [10],
        params: 650,
        macs: 640,
        label: 'dense 10',
      },
      {
        operation: pool([2, 2], [2, 2], 'same'),
        input: [7, 7, 4],
        output: [4, 4, 4],
        params: 0,
        macs: 0,
        label: 'max pool 2x2, stride 2x2',
      },
      {
        operation: pool([2, 2], [2, 2], 'valid'),
        input: [7, 7, 4],
        output: [3, 3, 4],
        params: 0,
        macs: 0,
        label: 'max pool 2x2, stride 2x2, valid',
      },
      {
        operation: { ...pool([3, 3], [1, 1], 'same'), kind: 'avg_pool2d' } as Operation,
        input: [7, 7, 4],
        output: [7, 7, 4],
        params: 0,
        macs: 0,
        label: 'avg pool 3x3',
      },
      {
        operation: { kind: 'global_avg_pool2d' },
        input: [7, 7, 4],
        output: [4],
        params: 0,
        macs: 0,
        label: 'global avg pool',
      },
      {
        operation: { kind: 'global_max_pool2d' },
        input: [7, 7, 4],
        output: [4],
        params: 0,
        macs: 0,
        label: 'global max pool',
      },
      {
        operation: { kind: 'dense', units: 10, useBias: true },
        input: [7, 64],
        output: [7, 10],
        params: 650,
        macs: 7 * 640,
        label: 'dense 10',
      },
      {
        operation: { kind: 'global_avg_pool1d' },
        input: [7, 4],
        output: [4],
        params: 0,
        macs: 0,
        label: 'global avg pool',
      },
      {
        operation: { kind: 'embedding', vocabulary: 100, units: 16 },
        input: [7],
        output: [7, 16],
        params: 1600,
        macs: 0,
        label: 'embedding 100, 16',
      },
      {
        operation: { kind: 'position_embedding' },
        input: [7, 16],
        output: [7, 16],
        params: 7 * 16,
        macs: 0,
        label: 'position embedding',
      },
      {
        // Queries, keys, values and the way back: 16·12 each; each head's scores and their use: 7·7·4 each.
        operation: attention({ heads: 3, keyUnits: 4 }),
        input: [7, 16],
        output: [7, 16],
        params: 4 * 16 * 12 + 3 * 12 + 16,
        macs: 7 * 4 * 16 * 12 + 2 * 3 * 7 * 7 * 4,
        label: 'attention, 3 heads of 4',
      },
      {
        operation: attention({ heads: 1, keyUnits: 5, causal: true, useBias: false }),
        input: [2, 3],
        output: [2, 3],
        params: 60,
        macs: 2 * 60 + 2 * 2 * 2 * 5,
        label: 'attention, 1 head of 5, causal',
      },
      {
        operation: { kind: 'drop_path', rate: 0.2 },
        input: [4, 4, 3],
        output: [4, 4, 3],
        params: 0,
        macs: 0,
        label: 'drop path 0.2',
      },
      {
        operation: { kind: 'batch_norm', epsilon: 1e-5, momentum: 0.9 },
        input: [7, 7, 4],
        output: [7, 7, 4],
        params: 8,
        macs: 0,
        label: 'batch norm',
      },
      {
        operation: { kind: 'layer_norm', epsilon: 1e-5 },
        input: [12],
        output: [12],
        params: 24,
        macs: 0,
        label: 'layer norm',
      },
      {
        operation: { kind: 'activation', activation: 'hard_swish' },
        input: [12],
        output: [12],
        params: 0,
        macs: 0,
        label: 'hard swish',
      },
      {
        operation: { kind: 'dropout', rate: 0.5 },
        input: [12],
        output: [12],
        params: 0,
        macs: 0,
        label: 'dropout 0.5',
      },
      {
        operation: { kind: 'flatten' },
        input: [2, 3, 4],
        output: [24],
        params: 0,
        macs: 0,
        label: 'flatten',
      },
      {
        operation: { kind: 'reshape', shape: [4, 6] },
        input: [2, 3, 4],
        output: [4, 6],
        params: 0,
        macs: 0,
        label: 'reshape [4, 6]',
      },
      {
        operation: { kind: 'identity' },
        input: [2, 3],
        output: [2, 3],
        params: 0,
        macs: 0,
        label: 'identity',
      },
      { operation: { kind: 'zero' }, input: [2, 3], output: [2, 3], params: 0, macs: 0, label: 'zero' },
    ],
  )('knows shape, weights, work and label of $label', ({ operation, input, output, params, macs, label }) => {
    const spec = specOf(operation);
    expect({
      output: spec.outputShape(operation, [input], 'node'),
      params: spec.paramCount(operation, [input]),
      macs: spec.macs(operation, [input], output),
      label: operationLabel(operation),
    }).toEqual({ output, params, macs, label });
  });

  it('adds equal shapes and joins along the last axis', () => {
    expect(
      OPERATIONS.add.outputShape(
        { kind: 'add' },
        [
          [2, 3],
          [2, 3],
        ],
        'node',
      ),
    ).toEqual([2, 3]);
    expect(
      OPERATIONS.concat.outputShape(
        { kind: 'concat' },
        [
          [2, 3],
          [2, 5],
        ],
        'node',
      ),
    ).toEqual([2, 8]);
  });
});
