import type { OperationOf } from '../../../core/graph/operation';
import { withoutBorder } from '../dense-image';
import { pixels, sizes } from '../gradient';
import type { Image } from '../image';
import { pixelAt, reshapedImage, sizeOf } from '../image';
import type { PlanBuilder } from '../plan-builder';
import type { PlanLowering } from './lowering';

/** Parts side by side in the channels of each pixel. */
export const concat: PlanLowering<OperationOf<'concat'>> = (_, node, plan) => {
  const parts = plan.analysis.inputs[node]!.map((input) => plan.value(input));
  const value = plan.define(node);
  let first = 0;
  const firsts = parts.map(({ image }) => {
    const start = first;
    first += image.c;
    return start;
  });
  parts.forEach(({ image }, i) => {
    const out = [pixelAt(value.image, 0, 0, firsts[i]), ...pixels(value.image).slice(1)] as Strided;
    plan.program.call('copyChannels', ...sizes(image), ...pixels(image), ...pixels(undefined), ...out);
  });
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    parts.forEach(({ image, gradient }, i) => {
      gradient?.contribute((dx, acc) => {
        const from = [pixelAt(dy, 0, 0, firsts[i]), ...pixels(dy).slice(1)] as Strided;
        plan.program.call('copyChannels', ...sizes(image), ...from, ...pixels(acc), ...pixels(dx));
      });
    });
  });
};

type Strided = [Image['at'], number, number, number];

export const flatten: PlanLowering<OperationOf<'flatten'>> = (_, node, plan) => {
  rename(plan, node);
};

export const reshape: PlanLowering<OperationOf<'reshape'>> = (_, node, plan) => {
  rename(plan, node);
};

export const zero: PlanLowering<OperationOf<'zero'>> = (_, node, plan) => {
  const { at } = plan.define(node).image;
  plan.program.call('fillZero', { buffer: at.buffer, offset: 0 }, at.buffer.floats);
};

/** The same memory under another size, where nobody needs a border. */
function rename(plan: PlanBuilder, node: number): void {
  const { image, gradient } = plan.input(node);
  const source = withoutBorder(plan, image);
  const renamed = reshapedImage(source, sizeOf(plan.shape(node)));
  const value = plan.adopt(node, renamed);
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (dy) gradient?.pass(reshapedImage(withoutBorder(plan, dy), image));
  });
}
