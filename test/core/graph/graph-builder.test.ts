import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';

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

  it('knows shapes before the network is built', () => {
    const g = new GraphBuilder([8, 8, 1]);
    expect(g.shapeOf(g.maxPool(g.conv2d(g.input, 4, 3), 2))).toEqual([4, 4, 4]);
  });
});
