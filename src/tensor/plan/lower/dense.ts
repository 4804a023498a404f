import type { OperationOf } from '../../../core/graph/operation';
import { withoutBorder } from '../dense-image';
import { NO_BORDER, rowsOf } from '../image';
import { preActivationGradient } from '../pre-activation';
import { product } from '../product';
import type { PlanLowering } from './lowering';

/** A product of rows by a matrix; bias and ReLU in the same call. */
export const dense: PlanLowering<OperationOf<'dense'>> = ({ units, useBias }, node, plan) => {
  const source = plan.input(node);
  const x = withoutBorder(plan, source.image);
  const fused = plan.analysis.activations.get(node);
  const value = plan.define(fused?.node ?? node);
  const kernel = plan.weight(node, 'kernel');
  const { m, n: features } = rowsOf(x);
  product(plan, {
    m,
    n: units,
    k: features,
    a: { at: x.at, row: features },
    b: { at: kernel, row: units },
    c: { at: value.image.at, row: units },
    bias: useBias ? plan.weight(node, 'bias') : 0,
    act: fused?.act ?? 0,
  });
  plan.onBackward(() => {
    const dz = preActivationGradient(plan, value, {
      border: NO_BORDER,
      act: fused?.act,
      biasGradient: useBias ? plan.weightGradient(node, 'bias') : undefined,
    });
    if (!dz) return;
    const dw = plan.weightGradient(node, 'kernel');
    const gradient = { at: dz.at, row: units };
    product(plan, {
      ...{ m: features, n: units, k: m },
      a: { at: x.at, row: features, transposed: true },
      b: gradient,
      c: { at: dw, row: units },
    });
    source.gradient?.contribute((out, acc) => {
      product(plan, {
        ...{ m, n: features, k: units },
        a: gradient,
        b: { at: kernel, row: units, transposed: true },
        c: { at: out.at, row: features },
        ...(acc && { acc: withoutBorder(plan, acc) }),
      });
    });
  });
};
