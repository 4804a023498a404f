import type { OperationOf } from '../../../core/graph/operation';
import { place, sizes } from '../gradient';
import type { PlanBuilder } from '../plan-builder';
import type { PlanLowering } from './lowering';

export const dropout: PlanLowering<OperationOf<'dropout'>> = ({ rate }, node, plan) => {
  drop(plan, node, 'dropout', rate);
};

export const dropPath: PlanLowering<OperationOf<'drop_path'>> = ({ rate }, node, plan) => {
  drop(plan, node, 'dropExamples', rate);
};

/** The mask is drawn again from its seed for the gradient, and never stored. */
function drop(plan: PlanBuilder, node: number, kernel: 'dropout' | 'dropExamples', rate: number): void {
  const { image: x, gradient } = plan.input(node);
  const value = plan.define(node);
  const seed = plan.noiseSeed(node);
  plan.program.call(kernel, ...sizes(x), ...place(x), ...place(undefined), ...place(value.image), seed, rate);
  plan.onBackward(() => {
    const dy = value.gradient?.image;
    if (!dy) return;
    gradient?.contribute((dx, acc) => {
      plan.program.call(kernel, ...sizes(x), ...place(dy), ...place(acc), ...place(dx), seed, rate);
    });
  });
}
