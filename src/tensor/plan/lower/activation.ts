import { ACTIVATIONS } from '../../../core/graph/operation';
import type { Activation, OperationOf } from '../../../core/graph/operation';
import { throughDense, withoutBorder } from '../dense-image';
import type { Gradient } from '../gradient';
import { place, sizes } from '../gradient';
import type { Image } from '../image';
import { createImage, NO_BORDER, rowsOf } from '../image';
import type { PlanBuilder, Value } from '../plan-builder';
import type { PlanLowering } from './lowering';

export const activation: PlanLowering<OperationOf<'activation'>> = (operation, node, plan) => {
  // Its producer has computed it.
  if (plan.has(node)) return;
  if (operation.activation === 'softmax') {
    softmax(node, plan);
    return;
  }
  const { image: x, gradient } = plan.input(node);
  const value = plan.define(node);
  const kind = ACTIVATIONS.indexOf(operation.activation);
  if (gradient && COSTLY.has(operation.activation)) {
    withSlope(plan, kind, x, value, gradient);
    return;
  }
  plan.program.call('activate', kind, ...sizes(x), ...place(x), ...place(value.image));
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    gradient?.contribute((dx, acc) => {
      plan.program.call(
        'activateGradient',
        kind,
        ...sizes(x),
        ...place(dy),
        ...place(x),
        ...place(acc),
        ...place(dx),
      );
    });
  });
};

/** Those that need an exponential: the forward pass keeps the slope, which shares it. */
const COSTLY: ReadonlySet<Activation> = new Set([
  'elu',
  'selu',
  'gelu',
  'swish',
  'sigmoid',
  'tanh',
  'softplus',
]);

function withSlope(plan: PlanBuilder, kind: number, x: Image, value: Value, gradient: Gradient): void {
  const slope = createImage(plan.batch, x, NO_BORDER);
  plan.program.call(
    'activateWithSlope',
    kind,
    ...sizes(x),
    ...place(x),
    ...place(value.image),
    ...place(slope),
  );
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    gradient.contribute((dx, acc) => {
      plan.program.call(
        'slopeGradient',
        ...sizes(x),
        ...place(dy),
        ...place(slope),
        ...place(acc),
        ...place(dx),
      );
    });
  });
}

function softmax(node: number, plan: PlanBuilder): void {
  const { image, gradient } = plan.input(node);
  const value = plan.define(node);
  const x = withoutBorder(plan, image);
  const { m, n } = rowsOf(x);
  throughDense(plan, value.image, undefined, (y) => {
    plan.program.call('softmax', m, n, x.at, y.at, 1, 0);
  });
  plan.onBackward(() => {
    if (!value.gradient?.image) return;
    const dy = withoutBorder(plan, value.gradient.image);
    const y = withoutBorder(plan, value.image);
    gradient?.contribute((out, acc) => {
      throughDense(plan, out, acc, (dx) => {
        plan.program.call('softmaxGradient', m, n, y.at, dy.at, dx.at, 1);
      });
    });
  });
}
