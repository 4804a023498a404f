import type { Operation, OperationKind, OperationOf, Shape } from './operation';

/**
 * What the graph knows of a kind of operation. Shapes are those of one example.
 *
 * `paramCount` counts trainable weights: the moving mean and variance of a
 * batch norm are not among them. `macs` counts multiply-accumulates of
 * convolutions, dense layers and attention (its two products over positions
 * whole, also where it is causal); bias, pooling, norms, activations, `add`,
 * looking up an embedding and all others count 0, as in most papers' "FLOPs".
 */
export interface OperationSpec<O extends Operation> {
  readonly arity: 'none' | 'one' | 'many';
  /** Whether the order of inputs matters. */
  readonly ordered: boolean;
  /** The shape that comes out. Throws `InputError` at `path` when fields or input shapes do not fit. */
  outputShape(operation: O, inputs: readonly Shape[], path: string): Shape;
  paramCount(operation: O, inputs: readonly Shape[]): number;
  macs(operation: O, inputs: readonly Shape[], output: Shape): number;
  /** A few words for a picture's node: `conv 3x3, 16`. */
  label(operation: O): string;
}

/** An entry for each of some kinds. */
export type OperationSpecs<Kinds extends OperationKind> = {
  readonly [K in Kinds]: OperationSpec<OperationOf<K>>;
};

/** What costs no weights and no multiplications. */
export const FREE = { paramCount: () => 0, macs: () => 0 };

/** What takes one input. */
export const UNARY = { arity: 'one', ordered: true } as const;
