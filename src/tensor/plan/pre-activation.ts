import { withBorder } from './convolution-calls';
import type { FusedActivation } from './analysis';
import { place, sizes } from './gradient';
import type { Address, Border, Image } from './image';
import { createImage } from './image';
import type { PlanBuilder, Value } from './plan-builder';

/**
 * The gradient by what a layer puts out before its activation, with room for
 * `border`; also emits the gradient of the layer's bias. `undefined` when the
 * loss does not depend on the layer.
 */
export function preActivationGradient(
  plan: PlanBuilder,
  { image, gradient }: Value,
  layer: {
    readonly border: Border;
    readonly act: FusedActivation | undefined;
    readonly biasGradient: Address | undefined;
  },
): Image | undefined {
  const dy = gradient?.image;
  if (!dy) return undefined;
  const { border, act, biasGradient } = layer;
  if (act === undefined) {
    if (biasGradient) plan.program.call('channelSum', ...sizes(dy), ...place(dy), biasGradient);
    return withBorder(plan, dy, border);
  }
  const dz = createImage(plan.batch, image, border);
  plan.program.call(
    'reluGradient',
    ...sizes(image),
    ...place(dy),
    ...place(image),
    act === 2 ? 1 : 0,
    ...place(undefined),
    ...place(dz),
    biasGradient ?? 0,
  );
  return dz;
}
