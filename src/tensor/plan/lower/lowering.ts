import type { Operation } from '../../../core/graph/operation';
import type { PlanBuilder } from '../plan-builder';

/** Written as a method so that the table of all kinds can be called with an operation of any of them. */
interface Lowers<O extends Operation> {
  lower(operation: O, node: number, plan: PlanBuilder): void;
}

/**
 * How an operation becomes calls of kernels: emits the forward ones, makes the
 * node's value, and hands the plan what emits the backward ones.
 */
export type PlanLowering<O extends Operation> = Lowers<O>['lower'];
