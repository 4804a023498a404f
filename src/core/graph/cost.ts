import type { Architecture, ArchitectureNode } from './architecture';
import { sizeOf } from './field-checks';
import type { OperationKind } from './operation';
import { specOf } from './operations';

export interface NodeCost {
  /** Trainable weights. */
  readonly paramCount: number;
  /** Multiply-accumulates for one example. */
  readonly macs: number;
  /** Bytes of the float32 output of one example; 0 for a node that only looks at its input's bytes. */
  readonly activationBytes: number;
}

export interface Cost extends NodeCost {
  /**
   * Largest sum of live float32 activations of one example, in bytes: nodes run
   * in list order, a node's inputs and output live together while it runs, and
   * an output dies after its last use.
   */
  readonly activationBytes: number;
  readonly nodes: readonly NodeCost[];
}

/** These hand on their input's bytes when a network predicts. */
const VIEWS: ReadonlySet<OperationKind> = new Set(['identity', 'flatten', 'reshape', 'dropout', 'drop_path']);

/** Counts an architecture's weights, work and memory from its graph, without building it. O(nodes + edges). */
export function costOf(architecture: Architecture): Cost {
  const { nodes, shapes } = architecture;
  const costs = nodes.map(({ operation, inputs }, i): NodeCost => {
    const inputShapes = inputs.map((input) => shapes[input]!);
    return {
      paramCount: specOf(operation).paramCount(operation, inputShapes),
      macs: specOf(operation).macs(operation, inputShapes, shapes[i]!),
      activationBytes: VIEWS.has(operation.kind) ? 0 : 4 * sizeOf(shapes[i]!),
    };
  });
  return {
    paramCount: costs.reduce((sum, { paramCount }) => sum + paramCount, 0),
    macs: costs.reduce((sum, { macs }) => sum + macs, 0),
    activationBytes: peakBytes(nodes, costs),
    nodes: costs,
  };
}

function peakBytes(nodes: readonly ArchitectureNode[], costs: readonly NodeCost[]): number {
  const owner: number[] = []; // whose bytes node i looks at
  const lastUse: number[] = [];
  nodes.forEach(({ operation, inputs }, i) => {
    owner.push(VIEWS.has(operation.kind) ? owner[inputs[0]!]! : i);
    lastUse.push(i);
    for (const input of inputs) lastUse[owner[input]!] = i;
  });
  const dying: number[][] = nodes.map(() => []);
  lastUse.forEach((last, i) => dying[last]!.push(i));

  let live = 0;
  let peak = 0;
  nodes.forEach((_, i) => {
    live += costs[i]!.activationBytes;
    peak = Math.max(peak, live);
    for (const dead of dying[i]!) live -= costs[dead]!.activationBytes;
  });
  return peak;
}
