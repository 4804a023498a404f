import { gemmScratchFloats } from '../wasm/linear-kernels';
import type { Image } from './image';
import type { PlanBuilder } from './plan-builder';
import type { Argument } from './program';

/** A matrix in memory. */
export interface Matrix {
  readonly at: Argument;
  /** Floats between rows as they are stored. */
  readonly row: number;
  readonly transposed?: boolean;
  /** Floats between the matrices of a batch, see `Product.batch`. */
  readonly outer?: number;
  readonly inner?: number;
}

/** `C = act(A B + acc + bias)`. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Matrix;
  readonly b: Matrix;
  readonly c: Matrix;
  /** Without a border; rows as those of `c`. */
  readonly acc?: Image;
  readonly bias?: Argument;
  readonly act?: number;
  /** `[outer, inner]` products of matrices at equal distances. */
  readonly batch?: readonly [number, number];
}

/** Emits one product, or a batch of them. */
export function product(plan: PlanBuilder, { m, n, k, a, b, c, acc, bias, act, batch }: Product): void {
  const [outer, inner] = batch ?? [1, 1];
  const added: [Argument, number] = acc ? [acc.at, c.row] : [0, 0];
  plan.program.call(
    'gemm',
    ...([m, n, k] as const),
    ...operand(a),
    ...operand(b),
    ...([c.at, c.row] as const),
    ...added,
    ...([bias ?? 0, act ?? 0] as const),
    ...([outer, a.outer ?? 0, b.outer ?? 0, c.outer ?? 0] as const),
    ...([inner, a.inner ?? 0, b.inner ?? 0, c.inner ?? 0] as const),
    plan.temporary(gemmScratchFloats(m, n, k)),
  );
}

function operand({ at, row, transposed }: Matrix): [Argument, number, number] {
  return [at, row, transposed === true ? 1 : 0];
}
