import { expected, InputError } from '../base/errors';
import { shapeText } from '../graph/field-checks';
import type { GraphBuilder, NodeRef } from '../graph/graph-builder';
import type { Shape } from '../graph/operation';
import type { Choice, KnobList } from './knob-list';
import type { SpaceContext } from './space';

/** Refuses examples that are not images `[height, width, channels]`. */
export function requireImages(kind: string, context: SpaceContext): void {
  if (context.inputShape.length !== 3)
    throw new InputError(
      'kind',
      `${kind} takes images [height, width, channels], but an example is ${describe(context.inputShape)}; use mlp or custom`,
    );
}

function describe(shape: Shape): string {
  return shape.length === 1 ? `a vector of ${shape[0]!}` : shapeText(shape);
}

/** The knob of a chain's length. Refuses a shortest that is longer than the longest. */
export function chooseDepth(
  list: KnobList,
  { minDepth, maxDepth }: { readonly minDepth: number; readonly maxDepth: number },
): Choice<number> {
  if (minDepth > maxDepth) throw expected('minDepth', `at most maxDepth (${maxDepth})`, minDepth);
  return list.choose('depth', integersBetween(minDepth, maxDepth), { ordinal: true });
}

export const NORMS = ['none', 'batch', 'layer'] as const;

/** Adds the normalisation of that name, if any. */
export function normalise(g: GraphBuilder, x: NodeRef, norm: (typeof NORMS)[number]): NodeRef {
  return norm === 'batch' ? g.batchNorm(x) : norm === 'layer' ? g.layerNorm(x) : x;
}

/** `[low, ..., high]`. */
export function integersBetween(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
