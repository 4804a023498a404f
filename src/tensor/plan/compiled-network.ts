import type { Network } from '../network';
import type { Block } from '../wasm/heap';
import { addressOf, allocate } from '../wasm/heap';
import type { SharedKernels } from '../wasm/shared-kernels';
import type { Mode } from './analysis';
import { BoundPlan } from './bound-plan';
import type { CompiledPlan } from './compile';
import { compilePlan } from './compile';
import { planLoweringOf } from './lower/lowerings';

/**
 * The plans of one network, compiled when they are first asked for, one for each
 * mode and size of a batch. All work in one block of memory, one after another.
 */
export class CompiledNetwork {
  readonly #plans = new Map<string, CompiledPlan>();
  readonly #bound = new Map<CompiledPlan, BoundPlan>();
  #block: Block | undefined;
  #current: BoundPlan | undefined;
  /** Where the weights lay when the plans were bound. */
  #weights: number[] = [];

  constructor(
    private readonly network: Network,
    private readonly shared: SharedKernels,
    private readonly loweringOf = planLoweringOf,
  ) {}

  get kernels(): SharedKernels['kernels'] {
    return this.shared.kernels;
  }

  /** `count` floats of the heap, valid until something is allocated. */
  view(address: number, count: number): Float32Array {
    return new Float32Array(this.shared.memory.buffer, address, count);
  }

  /** Bytes that a plan needs beside weights: what lives at once, laid out. */
  bytesFor(mode: Mode, batch: number): number {
    return 4 * this.#planOf(mode, batch).layout.floats;
  }

  /** Kinds of operations that run on tfjs, in the plans so far. */
  get fallbacks(): readonly string[] {
    return [...new Set([...this.#plans.values()].flatMap(({ fallbacks }) => fallbacks))];
  }

  /** A plan that is ready to run; the content of the memory of any other is gone. */
  enter(mode: Mode, batch: number): BoundPlan {
    const plan = this.#planOf(mode, batch);
    this.#makeRoom(4 * plan.layout.floats);
    this.#followWeights();
    let bound = this.#bound.get(plan);
    if (!bound) {
      bound = new BoundPlan(plan, this.network, this.shared, this.#block!.address);
      this.#bound.set(plan, bound);
    }
    if (this.#current !== bound) bound.enter();
    this.#current = bound;
    return bound;
  }

  /** Outputs of `count` examples, `[count, outputUnits]`. */
  predict(x: Float32Array, count: number): Float32Array {
    const plan = this.enter('prediction', count);
    plan.feed(x);
    plan.forward();
    return plan.output().slice();
  }

  dispose(): void {
    this.#block?.free();
    this.#block = undefined;
    this.#forget();
  }

  #planOf(mode: Mode, batch: number): CompiledPlan {
    const key = `${mode} ${batch}`;
    let plan = this.#plans.get(key);
    if (!plan) {
      plan = compilePlan(this.network, mode, batch, this.loweringOf);
      this.#plans.set(key, plan);
    }
    return plan;
  }

  #makeRoom(bytes: number): void {
    if (this.#block && this.#block.bytes >= bytes) return;
    this.#block?.free();
    this.#block = undefined;
    this.#forget();
    this.#block = allocate(bytes);
  }

  /** Weights that were given new memory since make the addresses in plans wrong. */
  #followWeights(): void {
    const { weights } = this.network;
    const moved =
      weights.length !== this.#weights.length ||
      weights.some(({ variable }, i) => addressOf(variable) !== this.#weights[i]);
    if (!moved) return;
    this.#weights = weights.map(({ variable }) => addressOf(variable));
    this.#forget();
  }

  #forget(): void {
    this.#bound.clear();
    this.#current = undefined;
  }
}
