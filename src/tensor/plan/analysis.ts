import type { Architecture } from '../../core/graph/architecture';
import type { Operation } from '../../core/graph/operation';
import { loweringOf } from '../lowering/lowerings';
import { planExecution } from '../execution-plan';

export type Mode = 'training' | 'prediction';

/** ReLU and ReLU6 cost nothing where a kernel writes anyway; 1 and 2 are the kernels' numbers for them. */
export type FusedActivation = 1 | 2;

/** What has to be computed, with names for equal things merged and neighbours joined. */
export interface Analysis {
  /** Nodes to lower, in order. */
  readonly steps: readonly number[];
  /** Of each node: the nodes whose values it takes. */
  readonly inputs: readonly (readonly number[])[];
  /** Of each node that is a value: who takes it, once for each time. */
  readonly consumers: ReadonlyMap<number, readonly number[]>;
  /** The node whose value is the network's output. */
  readonly output: number;
  /** Whether gradients flow through the value of a node. */
  readonly weighted: readonly boolean[];
  /** A ReLU that is computed where its input is: `activations.get(producer)`. */
  readonly activations: ReadonlyMap<number, { readonly node: number; readonly act: FusedActivation }>;
  /** Batch norms that are computed inside the only sum which takes them. */
  readonly insideSums: ReadonlySet<number>;
}

/**
 * Looks at a network as a whole before it is lowered:
 *
 * 1. Nodes that pass their input on (identity, linear, dropout in prediction, a
 *    sum of one term) are no steps.
 * 2. Nodes that compute the same from the same input are one (the ReLUs before
 *    each convolution of a NAS-Bench-201 cell).
 * 3. A ReLU is computed by its producer when that is a convolution or dense
 *    layer which nobody else needs, or a batch norm or sum.
 * 4. A batch norm that only one sum takes is computed by the sum.
 *
 * @param trains whether a node has weights that are trained; those that can be, unless told otherwise
 */
export function analyse(
  architecture: Architecture,
  mode: Mode,
  trains = (node: number): boolean => hasWeights(architecture, node),
): Analysis {
  const { nodes } = architecture;
  const execution = planExecution(architecture, trains);
  const { same, inputs } = merge(architecture, execution.steps, execution.inputs, mode);

  const output = same[nodes.length - 1]!;
  const live = reachable(output, inputs, (i) => nodes[i]!.operation);
  const steps = execution.steps.filter((i) => same[i] === i && live.has(i));
  const consumers = new Map<number, number[]>();
  for (const i of steps) {
    if (nodes[i]!.operation.kind === 'zero') continue;
    for (const input of inputs[i]!) consumers.set(input, [...(consumers.get(input) ?? []), i]);
  }
  const operation = (i: number): Operation => nodes[i]!.operation;
  const activations = fuseActivations(steps, inputs, consumers, operation, output);
  return {
    steps,
    inputs,
    consumers,
    output,
    weighted: execution.weighted,
    activations,
    insideSums: batchNormsInSums(steps, consumers, operation, output),
  };
}

function hasWeights({ nodes, shapes }: Architecture, node: number): boolean {
  const { operation, inputs } = nodes[node]!;
  return loweringOf(operation)
    .weights(
      operation,
      inputs.map((input) => shapes[input]!),
    )
    .some(({ trainable }) => trainable);
}

function merge(
  { nodes }: Architecture,
  steps: readonly number[],
  liveInputs: readonly (readonly number[])[],
  mode: Mode,
): { same: number[]; inputs: number[][] } {
  const same = nodes.map((_, i) => i);
  const inputs = liveInputs.map((all) => [...all]);
  const seen = new Map<string, number>();
  for (const i of steps) {
    const { operation } = nodes[i]!;
    inputs[i] = inputs[i]!.map((input) => same[input]!);
    if (passesOn(operation, inputs[i].length, mode)) {
      same[i] = inputs[i][0]!;
      continue;
    }
    if (!isPure(operation)) continue;
    const key = `${JSON.stringify(operation)} ${inputs[i].join()}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, i);
    else same[i] = earlier;
  }
  return { same, inputs };
}

function passesOn(operation: Operation, nInputs: number, mode: Mode): boolean {
  switch (operation.kind) {
    case 'identity':
      return true;
    case 'activation':
      return operation.activation === 'linear';
    case 'dropout':
    case 'drop_path':
      return mode === 'prediction' || operation.rate === 0;
    case 'add':
    case 'concat':
      return nInputs === 1;
    default:
      return false;
  }
}

/** Whether equal inputs give equal outputs: no weights of its own, no noise. */
function isPure({ kind }: Operation): boolean {
  return (
    kind === 'activation' ||
    kind === 'max_pool2d' ||
    kind === 'avg_pool2d' ||
    kind === 'global_avg_pool2d' ||
    kind === 'global_max_pool2d' ||
    kind === 'flatten'
  );
}

function reachable(
  output: number,
  inputs: readonly (readonly number[])[],
  operation: (i: number) => Operation,
): Set<number> {
  const live = new Set([output]);
  for (let i = output; i > 0; i--) {
    if (live.has(i) && operation(i).kind !== 'zero') inputs[i]!.forEach((input) => live.add(input));
  }
  return live;
}

/** Producers that can apply an activation while they write. `exclusive` ones write nothing but the result. */
const PRODUCERS: Partial<Record<Operation['kind'], { readonly exclusive: boolean }>> = {
  conv2d: { exclusive: true },
  separable_conv2d: { exclusive: true },
  dense: { exclusive: true },
  batch_norm: { exclusive: false },
  add: { exclusive: false },
};

function fuseActivations(
  steps: readonly number[],
  inputs: readonly (readonly number[])[],
  consumers: ReadonlyMap<number, readonly number[]>,
  operation: (i: number) => Operation,
  output: number,
): Analysis['activations'] {
  const fused = new Map<number, { node: number; act: FusedActivation }>();
  for (const node of steps) {
    const op = operation(node);
    if (op.kind !== 'activation' || (op.activation !== 'relu' && op.activation !== 'relu6')) continue;
    const producer = inputs[node]![0]!;
    const rule = PRODUCERS[operation(producer).kind];
    if (!rule || fused.has(producer)) continue;
    if (rule.exclusive && (consumers.get(producer)!.length > 1 || producer === output)) continue;
    fused.set(producer, { node, act: op.activation === 'relu' ? 1 : 2 });
  }
  return fused;
}

function batchNormsInSums(
  steps: readonly number[],
  consumers: ReadonlyMap<number, readonly number[]>,
  operation: (i: number) => Operation,
  output: number,
): Set<number> {
  return new Set(
    steps.filter((i) => {
      const takers = consumers.get(i) ?? [];
      return (
        operation(i).kind === 'batch_norm' &&
        i !== output &&
        takers.length === 1 &&
        operation(takers[0]!).kind === 'add'
      );
    }),
  );
}
