import type { Operation, Shape } from './operation';

/** Names an architecture up to isomorphism; never its weights or its score. */
export type ArchitectureId = string & { readonly __brand: 'ArchitectureId' };

export interface ArchitectureNode {
  /** Unique within the architecture, `[A-Za-z][A-Za-z0-9_]*`: it becomes a layer's and a variable's name. */
  readonly name: string;
  readonly operation: Operation;
  /** Positions of earlier nodes, in the order in which the operation takes them. */
  readonly inputs: readonly number[];
  /** Path of the cell or block that the node belongs to (`stage2/cell1`), for collapsing in views. */
  readonly group?: string;
}

/**
 * A network without weights: a directed acyclic graph of typed operations.
 *
 * Node 0 is the only `input`; the last node is the output (logits for
 * classification, values for regression). Every node lies on the list after
 * its inputs. A value: made by `createArchitecture`, which checks it.
 */
export interface Architecture {
  readonly nodes: readonly ArchitectureNode[];
  /** `shapes[i]` is what node i puts out, without the batch axis. */
  readonly shapes: readonly Shape[];
}
