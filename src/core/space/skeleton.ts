import { InputError } from '../base/errors';
import { shapeText } from '../graph/field-checks';
import type { Shape } from '../graph/operation';
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

/** `[low, ..., high]`. */
export function integersBetween(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
