import { createArchitecture } from '../../core/graph/architecture';
import type { Architecture, ArchitectureNode } from '../../core/graph/architecture';
import type { Operation, OperationKind, Shape } from '../../core/graph/operation';
import { operationLabel, specOf } from '../../core/graph/operations';
import { fits, shrunkInputs, shrunkOperation } from './shrink';

/** A tiny network around one operation of a larger one, or around a few that follow each other there. */
export interface Fragment {
  /** The operations as people read them: `conv 3x3, 8 + batch norm`. */
  readonly label: string;
  readonly kinds: readonly OperationKind[];
  readonly architecture: Architecture;
}

/** Kernels that work on several operations at once take no more than so many. */
const LONGEST = 3;

/** More inputs of one operation are handled like these. */
const MOST_INPUTS = 5;

/** What computes nothing, or is in every fragment already. */
const NOTHING_TO_TEST = new Set<OperationKind>(['input', 'identity', 'zero', 'flatten']);

/** Plans compute these in the kernel of what comes before them, */
const APPLIED_TO_RESULTS = new Set<OperationKind>([
  'batch_norm',
  'layer_norm',
  'activation',
  'add',
  'dropout',
]);

/** and an activation before one of these in the kernel of that. */
const WEIGHTED = new Set<OperationKind>(['conv2d', 'separable_conv2d', 'dense']);

const HEAD_UNITS = 3;

/**
 * What of an architecture has to be tested: the layers around each fragment,
 * then each of its operations alone, then those that follow each other, since
 * compiled plans make one of several. So the first that is wrong is to blame.
 * The same small form is there once.
 *
 * @param seen what was there before and need not be again, at whatever size; grows
 */
export function fragmentsOf(architecture: Architecture, seen = new Set<string>()): readonly Fragment[] {
  const { nodes, shapes } = architecture;
  const starts = nodes.flatMap(({ operation }, i) => (NOTHING_TO_TEST.has(operation.kind) ? [] : [i]));
  const consumers = consumersOf(architecture);
  const rows = starts.map((start) => rowFrom(architecture, consumers, start));
  const unseen = [...starts.map((start) => [start]), ...rows.filter(({ length }) => length > 1)].filter(
    (row) => {
      const key = rowKey(architecture, row);
      return !seen.has(key) && seen.add(key);
    },
  );
  const fragments = [
    ...(shapes.some(({ length }) => length === 3) ? [CONVOLUTION] : []),
    ...unseen.map((row) => fragmentOf(architecture, row)),
  ];
  return [...new Map(fragments.map((fragment) => [keyOf(fragment), fragment])).values()];
}

/** Cheaper than building the fragment; rows of one key have one fragment. */
function rowKey({ nodes, shapes }: Architecture, row: readonly number[]): string {
  return JSON.stringify(
    row.map((position) => [
      nodes[position]!.operation,
      nodes[position]!.inputs.map((input) => shapes[input]),
    ]),
  );
}

/** Names the form of a fragment, for a list of what has been tested. */
export function keyOf({ architecture }: Fragment): string {
  return JSON.stringify(architecture.nodes.map(({ operation, inputs }) => [operation, inputs]));
}

function consumersOf({ nodes }: Architecture): readonly (readonly number[])[] {
  const consumers = nodes.map((): number[] => []);
  nodes.forEach(({ inputs }, i) => {
    for (const input of new Set(inputs)) consumers[input]!.push(i);
  });
  return consumers;
}

/** `start` and what follows it, as long as each is the only one to use the one before; a sum ends it. */
function rowFrom(
  { nodes }: Architecture,
  consumers: readonly (readonly number[])[],
  start: number,
): readonly number[] {
  const row = [start];
  while (row.length < LONGEST) {
    const [next, ...others] = consumers[row.at(-1)!]!;
    if (next === undefined || others.length > 0) break;
    const { kind } = nodes[next]!.operation;
    const isApplied = APPLIED_TO_RESULTS.has(kind);
    const isFed = nodes[row.at(-1)!]!.operation.kind === 'activation' && WEIGHTED.has(kind);
    if (!isApplied && !isFed) break;
    row.push(next);
    if (kind === 'add') break;
  }
  return row;
}

function fragmentOf({ nodes, shapes }: Architecture, positions: readonly number[]): Fragment {
  const builder = new FragmentBuilder();
  const used: Operation[] = [];
  for (const position of positions) {
    const { operation, inputs } = nodes[position]!;
    const inputShapes = inputs.slice(0, MOST_INPUTS).map((input) => shapes[input]!);
    if (used.length === 0) builder.begin(operation, inputShapes);
    else if (!builder.goOn(operation, inputShapes)) break;
    used.push(operation);
  }
  return {
    label: used.map(operationLabel).join(' + '),
    kinds: used.map(({ kind }) => kind),
    architecture: builder.end(),
  };
}

const POINTWISE = {
  kind: 'conv2d',
  filters: 8,
  kernel: [1, 1],
  stride: [1, 1],
  dilation: [1, 1],
  padding: 'same',
  groups: 1,
  useBias: true,
} as const satisfies Operation;

class FragmentBuilder {
  readonly #nodes: ArchitectureNode[] = [];
  readonly #shapes: Shape[] = [];

  /** The input, a layer before each input of `operation` so that there are gradients to pass on, and `operation`. */
  begin(operation: Operation, inputs: readonly Shape[]): void {
    const smaller = shrunkInputs(operation, inputs);
    if (operation.kind === 'embedding') this.#add({ kind: 'input', shape: smaller[0]! }, []);
    else this.#add({ kind: 'input', shape: [...smaller[0]!.slice(0, -1), HEAD_UNITS] }, []);
    const before = operation.kind === 'embedding' ? [0] : smaller.map((shape) => this.#layer(shape));
    this.#add(shrunkOperation(operation, inputs, smaller), before);
  }

  /** Puts `operation` after the last; answers false where the small shapes have no room for it. */
  goOn(operation: Operation, inputs: readonly Shape[]): boolean {
    const last = this.#nodes.length - 1;
    const shape = this.#shapes[last]!;
    if (!fits(operation, shape)) return false;
    if (operation.kind !== 'add') {
      this.#add(shrunkOperation(operation, [inputs[0]!], [shape]), [last]);
      return true;
    }
    const beside = this.#beside(shape);
    if (beside !== undefined) this.#add(operation, [last, beside]);
    return beside !== undefined;
  }

  end(): Architecture {
    if (this.#shapes.at(-1)!.length > 1) this.#add({ kind: 'flatten' }, [this.#nodes.length - 1]);
    this.#add({ kind: 'dense', units: HEAD_UNITS, useBias: true }, [this.#nodes.length - 1]);
    return createArchitecture(this.#nodes);
  }

  /** What a sum adds: the layer before, as a residual connection, or one more that fits. */
  #beside(shape: Shape): number | undefined {
    const before = this.#shapes.findIndex((other, i) => i > 0 && String(other) === String(shape));
    if (before !== -1 && before < this.#nodes.length - 1) return before;
    const positions = this.#shapes[0]!.slice(0, -1);
    return String(positions) === String(shape.slice(0, -1)) && this.#nodes[1]!.operation.kind !== 'embedding'
      ? this.#layer(shape)
      : undefined;
  }

  /** A layer with weights from the input to `shape`, which has the input's positions. */
  #layer(shape: Shape): number {
    const units = shape.at(-1)!;
    return this.#add(
      shape.length === 3 ? { ...POINTWISE, filters: units } : { kind: 'dense', units, useBias: true },
      [0],
    );
  }

  #add(operation: Operation, inputs: readonly number[]): number {
    const position = this.#nodes.length;
    const name = position === 0 ? 'input' : `node${position}`;
    this.#nodes.push({ name, operation, inputs });
    this.#shapes.push(
      specOf(operation).outputShape(
        operation,
        inputs.map((input) => this.#shapes[input]!),
        name,
      ),
    );
    return position;
  }
}

/** The layer that stands before each operation on images. */
const CONVOLUTION: Fragment = {
  label: operationLabel(POINTWISE),
  kinds: [POINTWISE.kind],
  architecture: createArchitecture([
    { name: 'input', operation: { kind: 'input', shape: [5, 6, 3] }, inputs: [] },
    { name: 'node1', operation: POINTWISE, inputs: [0] },
    { name: 'node2', operation: { kind: 'flatten' }, inputs: [1] },
    { name: 'node3', operation: { kind: 'dense', units: HEAD_UNITS, useBias: true }, inputs: [2] },
  ]),
};
