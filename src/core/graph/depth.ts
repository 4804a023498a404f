import type { Architecture } from './architecture';
import { specOf } from './operations';

/** Layers with weights of their own on the longest way from the input to the output; batch and layer norms do not count. O(nodes + edges). */
export function depthOf({ nodes, shapes }: Architecture): number {
  const depths: number[] = [];
  for (const { operation, inputs } of nodes) {
    const before = Math.max(0, ...inputs.map((input) => depths[input]!));
    const isNorm = operation.kind === 'batch_norm' || operation.kind === 'layer_norm';
    const weights = specOf(operation).paramCount(
      operation,
      inputs.map((input) => shapes[input]!),
    );
    depths.push(before + (weights > 0 && !isNorm ? 1 : 0));
  }
  return depths.at(-1) ?? 0;
}
