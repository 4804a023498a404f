import type { Architecture, ArchitectureNode } from '../../graph/architecture';
import type { WordGraph } from '../../surrogate/kernels/weisfeiler-lehman';

/** Operations that decorate the edge they lie on: they neither learn a mapping nor change a shape. */
const DECORATIONS: ReadonlySet<string> = new Set([
  'activation',
  'batch_norm',
  'layer_norm',
  'dropout',
  'drop_path',
  'identity',
]);

interface Source {
  readonly node: number;
  /** What lies between the source and whoever takes it. */
  readonly edge: string;
}

/**
 * An architecture as the Weisfeiler-Lehman kernel reads it: operations with their settings on the nodes, and on the edges the
 * activations and normalisations that lie between them, so that two convolutions are one step apart however they are dressed.
 */
export function wordGraphOf({ nodes }: Architecture): WordGraph {
  const words: string[] = [];
  const inputs: Source[][] = [];
  const sources: Source[] = [];
  for (const [position, node] of nodes.entries()) {
    const before = node.inputs.map((input) => sources[input]!);
    // The last node is kept whatever it is: the graph's value.
    if (DECORATIONS.has(node.operation.kind) && position < nodes.length - 1) {
      const { node: source, edge } = before[0]!;
      sources.push({
        node: source,
        edge: node.operation.kind === 'identity' ? edge : `${edge} ${wordOf(node)}`,
      });
    } else {
      sources.push({ node: words.length, edge: '' });
      words.push(wordOf(node));
      inputs.push(before);
    }
  }
  return { nodes: words, inputs };
}

function wordOf({ operation }: ArchitectureNode): string {
  return operation.kind === 'input'
    ? 'input'
    : JSON.stringify(Object.entries(operation).sort(([a], [b]) => (a < b ? -1 : 1)));
}
