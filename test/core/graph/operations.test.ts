import { describe, expect, it } from 'vitest';
import { type Operation, type Padding, type Pair, type Shape } from '../../../src/core/graph/operation';
import { operationLabel, OPERATIONS, specOf } from '../../../src/core/graph/operations';
import { sentenceOf } from '../../support/thrown';

const conv = (fields: Partial<Extract<Operation, { kind: 'conv2d' }>> = {}): Operation => ({
  kind: 'conv2d',
  filters: 16,
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  dilation: [1, 1],
  groups: 1,
  useBias: true,
  ...fields,
});
const separable = (fields: Partial<Extract<Operation, { kind: 'separable_conv2d' }>> = {}): Operation => ({
  kind: 'separable_conv2d',
  filters: 16,
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  dilation: [1, 1],
  useBias: false,
  ...fields,
});
const pool = (size: Pair, stride: Pair, padding: Padding): Operation => ({
  kind: 'max_pool2d',
  size,
  stride,
  padding,
});

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

  it.each<{ operation: Operation; inputs: Shape[]; sentence: string }>([
    {
      operation: conv({ filters: 0 }),
      inputs: [[8, 8, 3]],
      sentence: 'node.filters: expected a positive integer, but got 0',
    },
    {
      operation: conv({ filters: 2.5 }),
      inputs: [[8, 8, 3]],
      sentence: 'node.filters: expected a positive integer, but got 2.5',
    },
    {
      operation: conv({ kernel: [3, 0] }),
      inputs: [[8, 8, 3]],
      sentence: 'node.kernel[1]: expected a positive integer, but got 0',
    },
    {
      operation: conv({ groups: 2 }),
      inputs: [[8, 8, 3]],
      sentence: 'node.groups: expected a divisor of the 3 input channels, but got 2',
    },
    {
      operation: conv({ groups: 3 }),
      inputs: [[8, 8, 3]],
      sentence: 'node.groups: expected a divisor of the 16 filters, but got 3',
    },
    {
      operation: conv({ stride: [2, 2], dilation: [2, 2] }),
      inputs: [[8, 8, 3]],
      sentence: 'node.dilation: expected 1x1 when the stride is 2x2, but got [2,2]',
    },
    {
      operation: conv({ padding: 'valid', dilation: [4, 4] }),
      inputs: [[8, 8, 3]],
      sentence:
        'node: a 3x3 window reaches over 9 positions, but the map is 8x8; use "same" padding or a smaller window',
    },
    {
      operation: conv(),
      inputs: [[64]],
      sentence: 'node: conv2d takes an image [height, width, channels], but its input is [64]',
    },
    {
      operation: { kind: 'dense', units: 3, useBias: true },
      inputs: [[8, 8, 3]],
      sentence:
        'node: dense takes a vector [features], but its input is [8, 8, 3]; put flatten or a global pooling before it',
    },
    {
      operation: pool([9, 2], [1, 1], 'valid'),
      inputs: [[8, 8, 3]],
      sentence:
        'node: a 9x2 window reaches over 9 positions, but the map is 8x8; use "same" padding or a smaller window',
    },
    {
      operation: { kind: 'add' },
      inputs: [[8], [9]],
      sentence: 'node: add takes inputs of one shape, but got [8] and [9]',
    },
    {
      operation: { kind: 'concat' },
      inputs: [
        [8, 2],
        [9, 2],
      ],
      sentence: 'node: concat takes inputs that differ in the last size only, but got [8, 2] and [9, 2]',
    },
    {
      operation: { kind: 'concat' },
      inputs: [[8], [8, 2]],
      sentence: 'node: concat takes inputs that differ in the last size only, but got [8] and [8, 2]',
    },
    {
      operation: { kind: 'reshape', shape: [5] },
      inputs: [[2, 3]],
      sentence: 'node.shape: expected 6 numbers as in [2, 3], but got [5]',
    },
    {
      operation: { kind: 'dropout', rate: 1 },
      inputs: [[2]],
      sentence: 'node.rate: expected a number from 0 to below 1, but got 1',
    },
    {
      operation: { kind: 'layer_norm', epsilon: 0 },
      inputs: [[2]],
      sentence: 'node.epsilon: expected a number between 0 and 1, but got 0',
    },
    {
      operation: { kind: 'input', shape: [8, 0, 1] },
      inputs: [],
      sentence: 'node.shape[1]: expected a positive integer, but got 0',
    },
  ])('refuses: $sentence', ({ operation, inputs, sentence }) => {
    expect(sentenceOf(() => specOf(operation).outputShape(operation, inputs, 'node'))).toBe(sentence);
  });
});
