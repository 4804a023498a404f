import type { OperationOf } from '../../../core/graph/operation';
import { withoutBorder } from '../dense-image';
import type { Address, Image } from '../image';
import { rowsOf } from '../image';
import type { PlanBuilder } from '../plan-builder';
import type { Matrix } from '../product';
import { product } from '../product';
import type { PlanLowering } from './lowering';

type Attention = OperationOf<'multi_head_attention'>;

/**
 * Queries, keys and values by one product; shares and their sums by one product
 * a head and example, which read and write the heads where they lie, without
 * transposing.
 */
export const multiHeadAttention: PlanLowering<Attention> = (operation, node, plan) => {
  const source = plan.input(node);
  const x = withoutBorder(plan, source.image);
  const value = plan.define(node);
  const { m, n: features } = rowsOf(x);
  const sizes = sizesOf(operation, x);
  const { inner } = sizes;
  const bias = (name: string) => (operation.useBias ? plan.weight(node, name) : 0);

  const qkv = plan.temporary(m * 3 * inner);
  const qkvKernel = { at: plan.weight(node, 'qkv'), row: 3 * inner };
  product(plan, {
    ...{ m, n: 3 * inner, k: features },
    a: { at: x.at, row: features },
    b: qkvKernel,
    c: { at: qkv, row: 3 * inner },
    bias: bias('qkvBias'),
  });
  const shares = attend(plan, sizes, qkv, operation.causal);
  const heads = plan.temporary(m * inner);
  weigh(plan, sizes, shares, qkv, heads);
  const outputKernel = { at: plan.weight(node, 'output'), row: features };
  product(plan, {
    ...{ m, n: features, k: inner },
    a: { at: heads, row: inner },
    b: outputKernel,
    c: { at: value.image.at, row: features },
    bias: bias('outputBias'),
  });

  plan.onBackward(() => {
    if (!value.gradient?.image) return;
    const dy = withoutBorder(plan, value.gradient.image);
    const dyRows = { at: dy.at, row: features };
    product(plan, {
      ...{ m: inner, n: features, k: m },
      a: { at: heads, row: inner, transposed: true },
      b: dyRows,
      c: { at: plan.weightGradient(node, 'output'), row: features },
    });
    const dHeads = plan.temporary(m * inner);
    product(plan, {
      ...{ m, n: inner, k: features },
      a: dyRows,
      b: { ...outputKernel, transposed: true },
      c: { at: dHeads, row: inner },
    });
    const dqkv = attentionGradient(plan, sizes, { qkv, shares, dHeads });
    const dqkvRows = { at: dqkv, row: 3 * inner };
    product(plan, {
      ...{ m: features, n: 3 * inner, k: m },
      a: { at: x.at, row: features, transposed: true },
      b: dqkvRows,
      c: { at: plan.weightGradient(node, 'qkv'), row: 3 * inner },
    });
    if (operation.useBias) {
      columnSums(plan, dqkv, m, 3 * inner, plan.weightGradient(node, 'qkvBias'));
      columnSums(plan, dy.at, m, features, plan.weightGradient(node, 'outputBias'));
    }
    source.gradient?.contribute((out, acc) => {
      product(plan, {
        ...{ m, n: features, k: 3 * inner },
        a: dqkvRows,
        b: { ...qkvKernel, transposed: true },
        c: { at: out.at, row: features },
        ...(acc && { acc: withoutBorder(plan, acc) }),
      });
    });
  });
};

interface Sizes {
  readonly batch: number;
  readonly positions: number;
  readonly heads: number;
  readonly keyUnits: number;
  /** Features of all heads together. */
  readonly inner: number;
}

function sizesOf({ heads, keyUnits }: Attention, { batch, w }: Image): Sizes {
  return { batch, positions: w, heads, keyUnits, inner: heads * keyUnits };
}

/** Queries (0), keys (1) or values (2) of every head, in `qkv` or its gradient. */
function third({ positions, keyUnits, inner }: Sizes, qkv: Address, which: 0 | 1 | 2): Matrix {
  const at = { buffer: qkv.buffer, offset: qkv.offset + which * inner };
  return { at, row: 3 * inner, outer: positions * 3 * inner, inner: keyUnits };
}

/** `[batch, heads, positions, positions]` */
function square({ positions, heads }: Sizes, at: Address): Matrix {
  return { at, row: positions, outer: heads * positions * positions, inner: positions * positions };
}

/** `[batch, positions, heads, keyUnits]` */
function headRows({ positions, keyUnits, inner }: Sizes, at: Address): Matrix {
  return { at, row: inner, outer: positions * inner, inner: keyUnits };
}

/** softmax(queries keys^T / sqrt(keyUnits)) */
function attend(plan: PlanBuilder, sizes: Sizes, qkv: Address, causal: boolean): Address {
  const { batch, positions, heads, keyUnits } = sizes;
  const shares = plan.temporary(batch * heads * positions * positions);
  product(plan, {
    ...{ m: positions, n: positions, k: keyUnits, batch: [batch, heads] },
    a: third(sizes, qkv, 0),
    b: { ...third(sizes, qkv, 1), transposed: true },
    c: square(sizes, shares),
  });
  const rows = batch * heads * positions;
  const scale = 1 / Math.sqrt(keyUnits);
  plan.program.call('softmax', rows, positions, shares, shares, scale, causal ? positions : 0);
  return shares;
}

function weigh(plan: PlanBuilder, sizes: Sizes, shares: Address, qkv: Address, heads: Address): void {
  const { batch, positions, keyUnits } = sizes;
  product(plan, {
    ...{ m: positions, n: keyUnits, k: positions, batch: [batch, sizes.heads] },
    a: square(sizes, shares),
    b: third(sizes, qkv, 2),
    c: headRows(sizes, heads),
  });
}

function attentionGradient(
  plan: PlanBuilder,
  sizes: Sizes,
  { qkv, shares, dHeads }: { readonly qkv: Address; readonly shares: Address; readonly dHeads: Address },
): Address {
  const { batch, positions, heads, keyUnits, inner } = sizes;
  const dqkv = plan.temporary(batch * positions * 3 * inner);
  const dShares = plan.temporary(batch * heads * positions * positions);
  const byHead = [batch, heads] as const;
  product(plan, {
    ...{ m: positions, n: keyUnits, k: positions, batch: byHead },
    a: { ...square(sizes, shares), transposed: true },
    b: headRows(sizes, dHeads),
    c: third(sizes, dqkv, 2),
  });
  product(plan, {
    ...{ m: positions, n: positions, k: keyUnits, batch: byHead },
    a: headRows(sizes, dHeads),
    b: { ...third(sizes, qkv, 2), transposed: true },
    c: square(sizes, dShares),
  });
  const scale = 1 / Math.sqrt(keyUnits);
  plan.program.call('softmaxGradient', batch * heads * positions, positions, shares, dShares, dShares, scale);
  product(plan, {
    ...{ m: positions, n: keyUnits, k: positions, batch: byHead },
    a: square(sizes, dShares),
    b: third(sizes, qkv, 1),
    c: third(sizes, dqkv, 0),
  });
  product(plan, {
    ...{ m: positions, n: keyUnits, k: positions, batch: byHead },
    a: { ...square(sizes, dShares), transposed: true },
    b: third(sizes, qkv, 0),
    c: third(sizes, dqkv, 1),
  });
  return dqkv;
}

function columnSums(plan: PlanBuilder, x: Address, m: number, n: number, sum: Address): void {
  plan.program.call('channelSum', m, 1, 1, n, x, n, n, sum);
}
