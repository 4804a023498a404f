import type { KnobValue } from '../space';
import type { BlueprintBuilder, BlueprintRef } from './blueprint-builder';

/** An edge of a searched cell, from an earlier node to a later one. */
export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  /** What can stand on it. */
  readonly values: readonly KnobValue[];
  /** Positions of the knobs that choose; none where there is one value. */
  readonly knobs: readonly number[];
}

/** Draws a cell whose `nNodes` nodes sum their edges: a node for each sum, and one for each edge. Returns the last sum. */
export function drawCell(
  b: BlueprintBuilder,
  edges: readonly DrawnEdge[],
  nNodes: number,
  x: BlueprintRef,
): BlueprintRef {
  const sums = [b.node({ name: 'node0', label: 'node 0', role: 'join', detail: 'input of the cell' }, [x])];
  for (let to = 1; to < nNodes; to++) {
    const ends = edges
      .filter((edge) => edge.to === to)
      .map(({ from, values, knobs }) =>
        b.node(
          {
            name: `edge${from}-${to}`,
            label: `edge ${from} to ${to}`,
            role: 'searched',
            fields: { operation: { values, knobs } },
          },
          [sums[from]!],
        ),
      );
    sums.push(b.node({ name: `node${to}`, label: `node ${to}`, role: 'join', detail: 'sum' }, ends));
  }
  return sums.at(-1)!;
}
