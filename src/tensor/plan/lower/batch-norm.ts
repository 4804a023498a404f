import type { OperationOf } from '../../../core/graph/operation';
import type { FusedActivation } from '../analysis';
import { place, sizes } from '../gradient';
import type { Image } from '../image';
import type { AffineTerm, PlanBuilder } from '../plan-builder';
import type { PlanLowering } from './lowering';
import { lowerSum } from './sum';

/**
 * Statistics first; scaling and shifting is done by whoever writes the result:
 * the sum that takes it, or a sum of this one term with the ReLU after it.
 */
export const batchNorm: PlanLowering<OperationOf<'batch_norm'>> = (operation, node, plan) => {
  const term = plan.isTraining ? ofBatch(plan, node, operation) : ofMoving(plan, node, operation);
  if (plan.analysis.insideSums.has(node)) plan.adoptTerm(node, term);
  else lowerSum(plan, node, [term]);
};

type BatchNorm = OperationOf<'batch_norm'>;

function ofBatch(plan: PlanBuilder, node: number, { epsilon, momentum }: BatchNorm): AffineTerm {
  const { image: x, gradient } = plan.input(node);
  const vector = (): ReturnType<PlanBuilder['temporary']> => plan.temporary(x.c);
  const [mean, inverse, scale, shift] = [vector(), vector(), vector(), vector()];
  const gamma = plan.weight(node, 'gamma');
  plan.program.call(
    'batchNormStatistics',
    ...sizes(x),
    ...place(x),
    gamma,
    plan.weight(node, 'beta'),
    epsilon,
    ...([mean, inverse, scale, shift] as const),
    plan.weight(node, 'movingMean'),
    plan.weight(node, 'movingVariance'),
    momentum,
  );
  const back = (dy: Image, act?: FusedActivation): void => {
    const emit = (dx: Image, acc: Image | undefined): void => {
      plan.program.call(
        'batchNormGradient',
        ...sizes(x),
        ...place(dy),
        ...([act ?? 0, scale, shift] as const),
        ...place(x),
        ...([mean, inverse, gamma] as const),
        plan.weightGradient(node, 'gamma'),
        plan.weightGradient(node, 'beta'),
        ...place(acc),
        ...place(dx),
        plan.temporary(3 * x.c),
      );
    };
    // Where nothing before has weights the kernel still writes dx, which nobody reads.
    if (gradient) gradient.contribute(emit);
    else plan.innerGradient(x).contribute(emit);
  };
  return { x, scale, shift, back };
}

function ofMoving(plan: PlanBuilder, node: number, { epsilon }: BatchNorm): AffineTerm {
  const { image: x } = plan.input(node);
  const scale = plan.temporary(x.c);
  const shift = plan.temporary(x.c);
  plan.program.call(
    'batchNormFold',
    x.c,
    plan.weight(node, 'gamma'),
    plan.weight(node, 'beta'),
    plan.weight(node, 'movingMean'),
    plan.weight(node, 'movingVariance'),
    epsilon,
    scale,
    shift,
  );
  return { x, scale, shift, back: () => undefined };
}
