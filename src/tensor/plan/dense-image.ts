import { place, sizes } from './gradient';
import type { Image } from './image';
import { createImage, hasBorder, NO_BORDER } from './image';
import type { PlanBuilder } from './plan-builder';

/** The image itself, or a copy where it has a border: some kernels take rows without gaps only. */
export function withoutBorder(plan: PlanBuilder, image: Image): Image {
  if (!hasBorder(image.border)) return image;
  const copy = createImage(plan.batch, image, NO_BORDER);
  plan.program.call('accumulate', ...sizes(copy), ...place(image), ...place(undefined), ...place(copy));
  return copy;
}

/**
 * Lets `write` fill an image without a border, then puts it where it belongs,
 * with `acc` added when it was not `write` that added it.
 */
export function throughDense(
  plan: PlanBuilder,
  out: Image,
  acc: Image | undefined,
  write: (dense: Image) => void,
): void {
  if (!acc && !hasBorder(out.border)) {
    write(out);
    return;
  }
  const dense = createImage(plan.batch, out, NO_BORDER);
  write(dense);
  plan.program.call('accumulate', ...sizes(out), ...place(dense), ...place(acc), ...place(out));
}
