import { expect, it } from 'vitest';
import { repeatedCells } from '../../../src/core/graph/cells';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';

function network() {
  const g = new GraphBuilder([8, 8, 4]);
  let x = g.input;
  const cell = (name: string, filters: number, kernel: number) => {
    x = g.group(name, () => g.add([g.conv2d(x, filters, kernel), g.conv2d(x, filters, 1)]));
  };
  for (const [stage, filters] of [4, 8].entries())
    g.group(`stage${stage}`, () => {
      cell('cell1', filters, 3);
      cell('cell2', filters, 3);
    });
  cell('other1', 8, 5);
  cell('other2', 8, 5);
  cell('single', 8, 7);
  return g.build();
}

it('puts groups of one structure together, whatever their width, the most frequent first', () => {
  expect(repeatedCells(network())).toEqual([
    { letter: 'A', groups: ['stage0/cell1', 'stage0/cell2', 'stage1/cell1', 'stage1/cell2'] },
    { letter: 'B', groups: ['other1', 'other2'] },
  ]);
});
