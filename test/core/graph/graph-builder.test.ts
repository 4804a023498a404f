import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import type { NodeRef } from '../../../src/core/graph/graph-builder';
import { sentenceOf } from '../../support/error-of';
import { attention, conv } from '../../support/operations';

describe('GraphBuilder', () => {
  it('names nodes after group and operation, and numbers repetitions', () => {
    const g = new GraphBuilder([8, 8, 1]);
    const x = g.group('stage1', () => g.group('cell2', () => g.conv2d(g.conv2d(g.input, 4, 3), 4, 1)));
    g.activation(x, 'relu');
    expect(g.build().nodes.map(({ name, group }) => [name, group])).toEqual([
      ['input', undefined],
      ['stage1_cell2_conv2d', 'stage1/cell2'],
      ['stage1_cell2_conv2d_2', 'stage1/cell2'],
      ['relu', undefined],
    ]);
  });

  it('leaves a single term and a single part as they are', () => {
    const g = new GraphBuilder([4]);
    expect([g.add([g.input]), g.concat([g.input])]).toEqual([g.input, g.input]);
  });

  it('leaves out what an output named by the caller does not need', () => {
    const g = new GraphBuilder([4]);
    const x = g.dense(g.input, 3);
    g.dense(x, 2);
    expect(g.build(x).nodes.map(({ name }) => name)).toEqual(['input', 'dense']);
  });

  it('fills in what attention and depthwise convolution take from their input', () => {
    const g = new GraphBuilder([4, 4, 6]);
    g.node({ kind: 'reshape', shape: [16, 12] }, [g.depthwiseConv2d(g.input, [3, 1], { multiplier: 2 })]);
    g.multiHeadAttention(2 as NodeRef, 3);
    g.multiHeadAttention(3 as NodeRef, 5, { keyUnits: 2, causal: true, useBias: false });
    expect(g.build().nodes.map(({ operation }) => operation)).toEqual([
      { kind: 'input', shape: [4, 4, 6] },
      conv({ filters: 12, kernel: [3, 1], groups: 6, useBias: false }),
      { kind: 'reshape', shape: [16, 12] },
      attention({ heads: 3, keyUnits: 4 }),
      attention({ heads: 5, keyUnits: 2, causal: true, useBias: false }),
    ]);
  });

  it('refuses heads that do not divide the features, unless it is told their length', () => {
    const g = new GraphBuilder([5, 12]);
    expect(sentenceOf(() => g.multiHeadAttention(g.input, 5))).toBe(
      'node 1 "multi_head_attention".heads: expected a divisor of the 12 features, or keyUnits beside it, but got 5',
    );
  });

  it('knows shapes before the network is built', () => {
    const g = new GraphBuilder([8, 8, 1]);
    expect(g.shapeOf(g.maxPool(g.conv2d(g.input, 4, 3), 2))).toEqual([4, 4, 4]);
  });
});
