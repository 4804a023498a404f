import { expected, InputError } from '../base/errors';
import type { Operation, Shape } from './operation';
import { specOf } from './operations';

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

/** What a node may be called. */
const NODE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * Checks a list of nodes and infers every shape.
 *
 * Throws `InputError` whose path is the node's (`node 3 "conv1"`) unless node 0
 * is the only input, every node comes after its inputs, names are unique,
 * shapes fit and every node reaches the last one (see `withoutDeadNodes`).
 */
export function createArchitecture(nodes: readonly ArchitectureNode[]): Architecture {
  if (nodes.length < 2) throw expected('nodes', 'an input and at least one more node', nodes.length);
  const names = new Map<string, number>();
  const shapes: Shape[] = [];
  nodes.forEach((node, position) => {
    const path = nodePath(node, position);
    checkName(node, position, names, path);
    checkInputs(node, position, path);
    const inputShapes = node.inputs.map((input) => shapes[input]!);
    shapes.push(specOf(node.operation).outputShape(node.operation, inputShapes, path));
  });
  const dead = reachesOutput(nodes).indexOf(false);
  if (dead !== -1)
    throw new InputError(
      nodePath(nodes[dead]!, dead),
      'nothing uses what this node puts out, and it is not the last node',
    );
  return { nodes, shapes };
}

/**
 * The same computation without the nodes that the last one does not depend on;
 * positions of inputs are those of the shorter list.
 */
export function withoutDeadNodes(nodes: readonly ArchitectureNode[]): ArchitectureNode[] {
  const alive = reachesOutput(nodes);
  const positions = new Map<number, number>();
  const kept: ArchitectureNode[] = [];
  nodes.forEach((node, position) => {
    if (!alive[position]) return;
    positions.set(position, kept.length);
    kept.push({ ...node, inputs: node.inputs.map((input) => positions.get(input)!) });
  });
  return kept;
}

function reachesOutput(nodes: readonly ArchitectureNode[]): boolean[] {
  const alive = nodes.map((_, position) => position === nodes.length - 1);
  for (let i = nodes.length - 1; i >= 0; i--)
    if (alive[i]) for (const input of nodes[i]!.inputs) alive[input] = true;
  return alive;
}

function nodePath(node: ArchitectureNode, position: number): string {
  return `node ${position} "${node.name}"`;
}

function checkName(node: ArchitectureNode, position: number, names: Map<string, number>, path: string): void {
  if (!NODE_NAME.test(node.name))
    throw expected(path, 'a name of letters, digits and _ that begins with a letter', node.name);
  const earlier = names.get(node.name);
  if (earlier !== undefined) throw new InputError(path, `node ${earlier} has the same name`);
  names.set(node.name, position);
}

function checkInputs(node: ArchitectureNode, position: number, path: string): void {
  const { operation, inputs } = node;
  if (operation.kind === 'input' && position > 0) throw new InputError(path, 'only node 0 may be the input');
  if (operation.kind !== 'input' && position === 0)
    throw expected(path, 'the input, as node 0 is', operation.kind);
  const { arity } = specOf(operation);
  const fits =
    arity === 'none' ? inputs.length === 0 : arity === 'one' ? inputs.length === 1 : inputs.length >= 2;
  if (!fits) throw expected(path, `${ARITY_WORDS[arity]} for ${operation.kind}`, inputs);
  const wrong = inputs.find((input) => !Number.isInteger(input) || input < 0 || input >= position);
  if (wrong !== undefined) throw expected(path, 'the positions of earlier nodes as inputs', wrong);
}

const ARITY_WORDS = { none: 'no input', one: 'one input', many: 'two or more inputs' } as const;
