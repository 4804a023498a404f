import { describe, expect, it } from 'vitest';
import type { Operation, Shape } from '../../../src/core/graph/operation';
import { specOf } from '../../../src/core/graph/operations';
import { attention, conv, pool } from '../../support/operations';
import { sentenceOf } from '../../support/error-of';

describe('an operation that does not fit', () => {
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
        'node: dense takes a vector [features] or a sequence [positions, features], but its input is [8, 8, 3]; put flatten or a global pooling before it',
    },
    {
      operation: pool([9, 2], [1, 1], 'valid'),
      inputs: [[8, 8, 3]],
      sentence:
        'node: a 9x2 window reaches over 9 positions, but the map is 8x8; use "same" padding or a smaller window',
    },
    {
      operation: { kind: 'embedding', vocabulary: 10, units: 4 },
      inputs: [[8, 2]],
      sentence: 'node: embedding takes tokens [positions], but its input is [8, 2]',
    },
    {
      operation: { kind: 'embedding', vocabulary: 0, units: 4 },
      inputs: [[8]],
      sentence: 'node.vocabulary: expected a positive integer, but got 0',
    },
    {
      operation: { kind: 'embedding', vocabulary: 10, units: 0 },
      inputs: [[8]],
      sentence: 'node.units: expected a positive integer, but got 0',
    },
    {
      operation: { kind: 'position_embedding' },
      inputs: [[8]],
      sentence: 'node: position_embedding takes a sequence [positions, features], but its input is [8]',
    },
    {
      operation: attention(),
      inputs: [[8, 8, 3]],
      sentence:
        'node: multi_head_attention takes a sequence [positions, features], but its input is [8, 8, 3]',
    },
    {
      operation: attention({ heads: 0 }),
      inputs: [[8, 4]],
      sentence: 'node.heads: expected a positive integer, but got 0',
    },
    {
      operation: attention({ keyUnits: 1.5 }),
      inputs: [[8, 4]],
      sentence: 'node.keyUnits: expected a positive integer, but got 1.5',
    },
    {
      operation: { kind: 'global_avg_pool1d' },
      inputs: [[8, 8, 3]],
      sentence: 'node: global_avg_pool1d takes a sequence [positions, features], but its input is [8, 8, 3]',
    },
    {
      operation: { kind: 'drop_path', rate: -0.1 },
      inputs: [[2]],
      sentence: 'node.rate: expected a number from 0 to below 1, but got -0.1',
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
