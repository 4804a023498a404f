import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { NodeRef } from '../../src/core/graph/graph-builder';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';

/** Three stages of so many cells of eleven nodes: 1,029 nodes with 31. */
export function bigPicture(cellsPerStage: number): ArchitecturePicture {
  const g = new GraphBuilder([32, 32, 3]);
  let x = g.group('stem', () => g.batchNorm(g.conv2d(g.input, 16, 3)));
  for (let stage = 1; stage <= 3; stage++)
    for (let cell = 1; cell <= cellsPerStage; cell++)
      x = g.group(`stage${stage}`, () => g.group(`cell${cell}`, () => cellOf(g, x)));
  g.group('head', () => g.dense(g.globalAvgPool(g.activation(x, 'relu')), 10));
  const { nodes } = g.build();
  const title = `${3 * cellsPerStage} cells`;
  return { title, subtitle: 'a large network', notation: title, nodes, metrics: {} };
}

function cellOf(g: GraphBuilder, x: NodeRef): NodeRef {
  const active = g.activation(x, 'relu');
  const one = g.batchNorm(g.conv2d(active, 16, 3));
  const two = g.batchNorm(g.conv2d(g.activation(one, 'relu'), 16, 1));
  const both = g.add([two, g.batchNorm(g.conv2d(active, 16, 3))]);
  return g.add([x, g.avgPool(both, 3, { stride: 1 })]);
}
