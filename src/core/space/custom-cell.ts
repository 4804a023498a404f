import type { GraphBuilder, NodeRef } from '../graph/graph-builder';
import type { BlueprintBuilder, BlueprintRef } from './blueprint/blueprint-builder';
import { drawCell } from './blueprint/draw-cell';
import type { CellLayer, CellOperation } from './custom-schema';
import { type Choice, type Condition, type KnobList } from './knob-list';
import type { Genotype } from './space';

/** Adds a part of a candidate's network after `x` and returns its last node. `start` is where the innermost branch begins. */
export type AddPart = (g: GraphBuilder, x: NodeRef, genotype: Genotype, start: NodeRef) => NodeRef;

/** A part of a network: how it is added for a candidate, and how it is drawn with its choices. */
export interface Part {
  readonly add: AddPart;
  readonly draw: (b: BlueprintBuilder, x: BlueprintRef) => BlueprintRef;
}

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

  const add: AddPart = (g, x, genotype) => {
    const width = g.shapeOf(x).at(-1)!;
    const values: (NodeRef | undefined)[] = [x];
    for (let to = 1; to < cell.nodes; to++) {
      const terms = edges
        .filter((edge) => edge.to === to)
        .flatMap(({ from, operation }) => {
          const source = values[from];
          const name = operation.of(genotype);
          return source === undefined || name === 'none' ? [] : [EDGES[name](g, source, width)];
        });
      values.push(terms.length === 0 ? undefined : g.add(terms));
    }
    return values.at(-1) ?? g.zero(x);
  };
  const drawn = edges.map(({ from, to, operation: { values, knob } }) => {
    return { from, to, values, knobs: knob === undefined ? [] : [knob] };
  });
  return { add, draw: (b, x) => drawCell(b, drawn, cell.nodes, x) };
}

/** Adds the layers of an edge after `x`, which has `width` channels. */
type Edge = (g: GraphBuilder, x: NodeRef, width: number) => NodeRef;

const EDGES: Readonly<Record<Exclude<CellOperation, 'none'>, Edge>> = {
  skip: (_, x) => x,
  conv1x1: convolution(1),
  conv3x3: convolution(3),
  conv5x5: convolution(5),
  separable3x3: separable(3),
  separable5x5: separable(5),
  depthwise3x3: (g, x) => g.batchNorm(g.depthwiseConv2d(g.activation(x, 'relu'), 3)),
  dilated3x3: separable(3, 2),
  dilated5x5: separable(5, 2),
  avg3x3: (g, x) => g.avgPool(x, 3, { stride: 1 }),
  max3x3: (g, x) => g.maxPool(x, 3, { stride: 1 }),
  dense: (g, x, width) => g.batchNorm(g.dense(g.activation(x, 'relu'), width, false)),
};

function convolution(kernel: number): Edge {
  return (g, x, width) => g.batchNorm(g.conv2d(g.activation(x, 'relu'), width, kernel));
}

function separable(kernel: number, dilation = 1): Edge {
  return (g, x, width) =>
    g.batchNorm(g.separableConv2d(g.activation(x, 'relu'), width, kernel, { dilation }));
}
