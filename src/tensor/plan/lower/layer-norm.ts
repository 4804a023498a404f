import type { OperationOf } from '../../../core/graph/operation';
import { place, sizes } from '../gradient';
import type { PlanLowering } from './lowering';

export const layerNorm: PlanLowering<OperationOf<'layer_norm'>> = ({ epsilon }, node, plan) => {
  const { image: x, gradient } = plan.input(node);
  const value = plan.define(node);
  const gamma = plan.weight(node, 'gamma');
  const mean = plan.temporary(x.batch * x.h * x.w);
  const inverse = plan.temporary(x.batch * x.h * x.w);
  plan.program.call(
    'layerNorm',
    ...sizes(x),
    ...place(x),
    gamma,
    plan.weight(node, 'beta'),
    epsilon,
    ...place(value.image),
    mean,
    inverse,
  );
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    (gradient ?? plan.innerGradient(x)).contribute((dx, acc) => {
      plan.program.call(
        'layerNormGradient',
        ...sizes(x),
        ...place(dy),
        ...place(x),
        ...([mean, inverse, gamma] as const),
        plan.weightGradient(node, 'gamma'),
        plan.weightGradient(node, 'beta'),
        ...place(acc),
        ...place(dx),
      );
    });
  });
};
