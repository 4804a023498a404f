import { describe, expect, it } from 'vitest';
import { costOf } from '../../../src/core/graph/cost';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';

describe('costOf', () => {
  it('sums weights and multiply-accumulates over the nodes', () => {
    const g = new GraphBuilder([8, 8, 1]);
    const x = g.batchNorm(g.conv2d(g.input, 4, 3));
    g.dense(g.flatten(g.activation(x, 'relu')), 10);
    const { paramCount, macs, nodes } = costOf(g.build());
    expect({ paramCount, macs }).toEqual({ paramCount: 36 + 8 + 2570, macs: 64 * 36 + 2560 });
    expect(nodes.map((node) => [node.paramCount, node.macs, node.activationBytes])).toEqual([
      [0, 0, 256],
      [36, 2304, 1024],
      [8, 0, 1024],
      [0, 0, 1024],
      [0, 0, 0], // flatten looks at the bytes of its input
      [2570, 2560, 40],
    ]);
  });

  it('keeps of a chain two neighbours alive at a time', () => {
    const g = new GraphBuilder([10]);
    g.dense(g.dense(g.dense(g.input, 30), 20), 1);
    expect(costOf(g.build()).activationBytes).toBe(4 * (30 + 20));
  });

  it('keeps a skipped-over output alive until its last use', () => {
    const g = new GraphBuilder([10]);
    const wide = g.dense(g.dense(g.input, 10), 40);
    const narrow = g.dense(wide, 10); // the input is still needed: 10 + 40 + 10
    g.add([g.input, narrow]);
    expect(costOf(g.build()).activationBytes).toBe(4 * (10 + 40 + 10));
  });

  it('keeps bytes alive for those who look at them', () => {
    const g = new GraphBuilder([2, 5, 1]);
    const flat = g.dropPath(g.flatten(g.input), 0.5);
    g.add([flat, g.activation(g.activation(flat, 'relu'), 'relu')]); // 10 + 10 + 10 at the second activation
    expect(costOf(g.build()).activationBytes).toBe(4 * 30);
  });
});
