import type { OperationOf, Padding, Pair } from '../../../core/graph/operation';
import { placeWindow } from '../../../core/graph/window';
import { place, sizes } from '../gradient';
import type { Size } from '../image';
import type { PlanBuilder } from '../plan-builder';
import type { PlanLowering } from './lowering';

export const avgPool2d: PlanLowering<OperationOf<'avg_pool2d'>> = (operation, node, plan) => {
  average(plan, node, operation);
};

export const maxPool2d: PlanLowering<OperationOf<'max_pool2d'>> = (operation, node, plan) => {
  largest(plan, node, operation);
};

export const globalAvgPool2d: PlanLowering<OperationOf<'global_avg_pool2d'>> = (_, node, plan) => {
  average(plan, node, whole(plan, node));
};

export const globalMaxPool2d: PlanLowering<OperationOf<'global_max_pool2d'>> = (_, node, plan) => {
  largest(plan, node, whole(plan, node));
};

/** The mean over a sequence, which is an image of height 1. */
export const globalAvgPool1d: PlanLowering<OperationOf<'global_avg_pool1d'>> = (_, node, plan) => {
  average(plan, node, whole(plan, node));
};

interface PoolWindow {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
}

function whole(plan: PlanBuilder, node: number): PoolWindow {
  const { h, w } = plan.input(node).image;
  return { size: [h, w], stride: [1, 1], padding: 'valid' };
}

/** `oh, ow, kh, kw, sh, sw, padTop, padLeft`, as the pooling kernels take them. */
function windowArguments({ h, w }: Size, { size, stride, padding }: PoolWindow) {
  const vertical = placeWindow(h, size[0], stride[0], 1, padding);
  const horizontal = placeWindow(w, size[1], stride[1], 1, padding);
  return [
    vertical.output,
    horizontal.output,
    ...size,
    ...stride,
    vertical.before,
    horizontal.before,
  ] as const;
}

function average(plan: PlanBuilder, node: number, window: PoolWindow): void {
  const { image: x, gradient } = plan.input(node);
  const value = plan.define(node);
  const places = windowArguments(x, window);
  plan.program.call('avgPool', ...sizes(x), ...places, ...place(x), ...place(value.image));
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    gradient?.contribute((dx, acc) => {
      plan.program.call('avgPoolGradient', ...sizes(x), ...places, ...place(dy), ...place(acc), ...place(dx));
    });
  });
}

function largest(plan: PlanBuilder, node: number, window: PoolWindow): void {
  const { image: x, gradient } = plan.input(node);
  const value = plan.define(node);
  const places = windowArguments(x, window);
  const { h, w, c } = value.image;
  const taps = gradient ? plan.temporary(plan.batch * h * w * c) : 0;
  plan.program.call('maxPool', ...sizes(x), ...places, ...place(x), ...place(value.image), taps);
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    gradient?.contribute((dx, acc) => {
      plan.program.call(
        'maxPoolGradient',
        ...sizes(x),
        ...places,
        ...place(dy),
        taps,
        ...place(acc),
        ...place(dx),
      );
    });
  });
}
