import type { Architecture } from '../core/graph/architecture';

/** What of an architecture has to be computed, found once per network. */
export interface ExecutionPlan {
  /** Positions of the nodes that the output depends on, in order; without the input. */
  readonly steps: readonly number[];
  /** `inputs[i]`: inputs of node i that can be other than zero, or all when every one is zero. */
  readonly inputs: readonly (readonly number[])[];
  /** `weighted[i]`: whether node i or one before it has weights, so that gradients flow through its output. */
  readonly weighted: readonly boolean[];
}

/**
 * Leaves out what cannot reach the output: nodes that nothing uses, nodes whose
 * output only a `zero` takes, and zeros that are added to something else.
 *
 * @param hasWeights whether a node has trainable weights of its own
 */
export function planExecution({ nodes }: Architecture, hasWeights: (node: number) => boolean): ExecutionPlan {
  const isZero: boolean[] = [];
  const inputs = nodes.map(({ operation, inputs: all }, i) => {
    const live = all.filter((input) => !isZero[input]!);
    isZero[i] =
      operation.kind === 'zero' ||
      ((operation.kind === 'add' || operation.kind === 'identity') && live.length === 0);
    return operation.kind === 'add' && live.length > 0 ? live : all;
  });

  const used = new Set([nodes.length - 1]);
  for (let i = nodes.length - 1; i > 0; i--) {
    if (used.has(i) && nodes[i]!.operation.kind !== 'zero') inputs[i]!.forEach((input) => used.add(input));
  }

  const weighted: boolean[] = [];
  nodes.forEach((node, i) => {
    const through = node.operation.kind !== 'zero' && inputs[i]!.some((input) => weighted[input]!);
    weighted.push(through || hasWeights(i));
  });
  return { steps: nodes.flatMap((_, i) => (i > 0 && used.has(i) ? [i] : [])), inputs, weighted };
}
