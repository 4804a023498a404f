import { unreachable } from '../base/errors';
import type { GraphBuilder, NodeRef } from '../graph/graph-builder';
import type { CellLayer, CellOperation } from './custom-schema';
import { type Choice, type Condition, type KnobList } from './knob-list';
import type { Genotype } from './space';

/** A part of a network: adds nodes after `x` and returns the last. */
export type Part = (g: GraphBuilder, x: NodeRef, genotype: Genotype) => NodeRef;

/**
 * A cell whose edges are knobs `<name>.edge 0->2`. Node j sums its edges from
 * every earlier node; a node without live input has no value, and a cell
 * without one puts out zeros. Layers on edges are activation, layer, batch norm,
 * as in NAS-Bench-201, and keep the number of channels.
 */
export function planCell(cell: CellLayer, name: string, list: KnobList, under: Condition): Part {
  const edges: { from: number; to: number; operation: Choice<CellOperation> }[] = [];
  for (let to = 1; to < cell.nodes; to++)
    for (let from = 0; from < to; from++)
      edges.push({
        from,
        to,
        operation: list.choose(`${name}.edge ${from}->${to}`, cell.operations, { under }),
      });

  return (g, x, genotype) => {
    const width = g.shapeOf(x).at(-1)!;
    const values: (NodeRef | undefined)[] = [x];
    for (let to = 1; to < cell.nodes; to++) {
      const terms = edges
        .filter((edge) => edge.to === to)
        .flatMap(({ from, operation }) => {
          const source = values[from];
          const name = operation.of(genotype);
          return source === undefined || name === 'none' ? [] : [addEdge(g, source, name, width)];
        });
      values.push(terms.length === 0 ? undefined : g.add(terms));
    }
    return values.at(-1) ?? g.zero(x);
  };
}

function addEdge(
  g: GraphBuilder,
  x: NodeRef,
  operation: Exclude<CellOperation, 'none'>,
  width: number,
): NodeRef {
  switch (operation) {
    case 'skip':
      return x;
    case 'conv1x1':
    case 'conv3x3':
    case 'conv5x5':
      return g.batchNorm(g.conv2d(g.activation(x, 'relu'), width, Number(operation.at(-1))));
    case 'separable3x3':
    case 'separable5x5':
      return g.batchNorm(g.separableConv2d(g.activation(x, 'relu'), width, Number(operation.at(-1))));
    case 'avg3x3':
      return g.avgPool(x, 3, { stride: 1 });
    case 'max3x3':
      return g.maxPool(x, 3, { stride: 1 });
    case 'dense':
      return g.batchNorm(g.dense(g.activation(x, 'relu'), width, false));
    default:
      return unreachable(operation);
  }
}
