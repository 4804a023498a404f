import type { OperationOf } from '../../../core/graph/operation';
import { throughDense, withoutBorder } from '../dense-image';
import type { PlanLowering } from './lowering';

export const embedding: PlanLowering<OperationOf<'embedding'>> = ({ vocabulary, units }, node, plan) => {
  const { image: ids } = plan.input(node);
  const value = plan.define(node);
  const tokens = plan.batch * ids.h * ids.w * ids.c;
  throughDense(plan, value.image, undefined, (y) => {
    plan.program.call('embedding', tokens, units, vocabulary, ids.at, plan.weight(node, 'table'), y.at);
  });
  plan.onBackward(() => {
    if (!value.gradient?.image) return;
    const dy = withoutBorder(plan, value.gradient.image);
    const dtable = plan.weightGradient(node, 'table');
    plan.program.call('embeddingGradient', tokens, units, vocabulary, ids.at, dy.at, dtable);
  });
};

/** One learned row a position: every example is a row of all of them. */
export const positionEmbedding: PlanLowering<OperationOf<'position_embedding'>> = (_, node, plan) => {
  const source = plan.input(node);
  const x = withoutBorder(plan, source.image);
  const value = plan.define(node);
  const n = x.h * x.w * x.c;
  throughDense(plan, value.image, undefined, (y) => {
    plan.program.call('addRow', plan.batch, n, x.at, plan.weight(node, 'table'), y.at);
  });
  plan.onBackward(() => {
    if (!value.gradient?.image) return;
    const dy = withoutBorder(plan, value.gradient.image);
    plan.program.call('channelSum', plan.batch, 1, 1, n, dy.at, n, n, plan.weightGradient(node, 'table'));
    source.gradient?.pass(value.gradient.image);
  });
};
