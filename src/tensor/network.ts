import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

import { assert, Bug } from '../core/base/errors';
import { fillNormal } from '../core/base/normal-values';
import { createRng } from '../core/base/random';
import type { InputScaling } from '../core/estimator/dataset';
import type { Architecture } from '../core/graph/architecture';
import type { InitialWeights } from '../core/graph/initial-weights';
import { planExecution } from './execution-plan';
import type { ExecutionPlan } from './execution-plan';
import type { LoweringContext, WeightSpec } from './lowering/lowering';
import { loweringOf } from './lowering/lowerings';
import { CompiledNetwork } from './plan/compiled-network';
import { addressOf, forgetPacked, heapFloats } from './wasm/heap';
import { compiledKernels } from './wasm/shared-kernels';

/** What the numbers that go in and come out mean; travels with the weights into the model folder. */
export type NetworkTask = { readonly scaling?: InputScaling } & (
  | { readonly kind: 'classes'; readonly names: readonly string[] }
  | {
      readonly kind: 'values';
      readonly names: readonly string[];
      /** `value = output * deviation + mean`, one each per target. */
      readonly mean: readonly number[];
      readonly deviation: readonly number[];
    }
);

/** One tensor of weights of a network. */
export interface Weight {
  /** `<node>/kernel`. */
  readonly name: string;
  readonly spec: WeightSpec;
  readonly variable: Variable;
}

/** How a network begins, where that is not as its seed has it, and what of it is trained. */
export interface Beginning {
  readonly initialWeights?: InitialWeights;
  /** So many of the last layers with weights, in the order of the nodes; all where it is null or not said. */
  readonly trainedLayers?: number | null;
}

/** Examples a prediction step takes at most; more only grows memory. */
const PREDICTION_BATCH = 128;

/**
 * An architecture with weights, as variables of the current backend. Owns them
 * until `dispose`.
 */
export class Network {
  readonly weights: readonly Weight[];
  /** Numbers that one example gives. */
  readonly outputUnits: number;
  readonly inputSize: number;
  readonly #byName: ReadonlyMap<string, Weight>;
  readonly #plan: ExecutionPlan;
  readonly #isTrained: readonly boolean[];
  /** Where the current backend has compiled kernels. */
  readonly compiled: CompiledNetwork | undefined;
  /** Whether weights were changed in their place since tfjs last used them. */
  #changedInPlace = false;

  private constructor(
    readonly architecture: Architecture,
    readonly task: NetworkTask,
    specs: readonly (readonly WeightSpec[])[],
    valuesOf: (name: string, spec: WeightSpec) => Float32Array,
  ) {
    this.weights = specs.flatMap((own, i) =>
      own.map((spec) => {
        const name = `${architecture.nodes[i]!.name}/${spec.name}`;
        const initial = tf.tensor(valuesOf(name, spec), [...spec.shape]);
        // The name stays ours: tfjs refuses two variables of one name, and two networks may live at once.
        const variable = tf.variable(initial, spec.trainable);
        initial.dispose();
        return { name, spec, variable };
      }),
    );
    this.#byName = new Map(this.weights.map((weight) => [weight.name, weight]));
    this.#isTrained = specs.map((own) => own.some(({ trainable }) => trainable));
    this.#plan = planExecution(architecture, (i) => this.trains(i));
    this.outputUnits = product(architecture.shapes.at(-1)!);
    this.inputSize = product(architecture.shapes[0]!);
    const shared = compiledKernels();
    this.compiled = shared && new CompiledNetwork(this, shared);
  }

  /** A network with weights that `seed` decides, the same on every backend, but for those that are given. */
  static create(
    architecture: Architecture,
    task: NetworkTask,
    seed: number,
    { initialWeights = {}, trainedLayers = null }: Beginning = {},
  ): Network {
    const rng = createRng(seed).fork('weights');
    const specs = frozenBut(trainedLayers, weightSpecsOf(architecture));
    const given = new Map(Object.entries(initialWeights));
    const network = new Network(architecture, task, specs, (name, { shape, init }) => {
      const values = new Float32Array(product(shape));
      const own = given.get(name);
      if (own) {
        assert(own.length === values.length, `${name} begins with ${values.length} numbers`);
        given.delete(name);
        values.set(own);
        return values;
      }
      if (init.kind === 'constant') return values.fill(init.value);
      fillNormal(values, Math.sqrt(2 / init.fanIn), rng.fork(name).seed);
      return values;
    });
    assert(given.size === 0, `the network has the weights that are given: ${[...given.keys()].join(', ')}`);
    return network;
  }

  /** A network with weights from elsewhere. */
  static restore(
    architecture: Architecture,
    task: NetworkTask,
    valuesOf: (name: string, spec: WeightSpec) => Float32Array,
  ): Network {
    return new Network(architecture, task, weightSpecsOf(architecture), valuesOf);
  }

  /**
   * Computes the outputs (logits, or standardised values) of a batch.
   *
   * @param x `[batch, ...inputShape]`
   * @param noise seeds dropout; its presence means training: batch statistics are used, and move the moving ones
   */
  forward(x: Tensor, noise?: { readonly step: number; readonly seed: number }): Tensor {
    const { nodes, shapes } = this.architecture;
    const batch = x.shape[0];
    const values: Tensor[] = [x];
    const step = noise && createRng(noise.seed).fork(`step ${noise.step}`);
    for (const i of this.#plan.steps) {
      const { operation, name } = nodes[i]!;
      const inputs = operation.kind === 'zero' ? [] : this.#plan.inputs[i]!;
      const context: LoweringContext = {
        training: noise !== undefined,
        needsInputGradient: inputs.some((input) => this.#plan.weighted[input]!),
        outputShape: [batch, ...shapes[i]!],
        weight: (suffix) => this.variable(`${name}/${suffix}`),
        move: (suffix, value, momentum) => {
          this.move(`${name}/${suffix}`, value, momentum);
        },
        noiseSeed: () => step?.fork(name).seed ?? 0,
      };
      values[i] = loweringOf(operation).forward(
        operation,
        inputs.map((input) => values[input]!),
        context,
      );
    }
    return values[nodes.length - 1]!;
  }

  /**
   * Outputs of `count` examples, `[count, outputUnits]`, in batches.
   *
   * @param x `[count, ...inputShape]`
   */
  predict(x: Float32Array, count: number): Float32Array {
    const out = new Float32Array(count * this.outputUnits);
    for (let first = 0; first < count; first += PREDICTION_BATCH) {
      const size = Math.min(PREDICTION_BATCH, count - first);
      out.set(
        this.predictBatch(x.subarray(first * this.inputSize, (first + size) * this.inputSize), size),
        first * this.outputUnits,
      );
    }
    return out;
  }

  /** Outputs of one batch, `[count, outputUnits]`. */
  predictBatch(x: Float32Array, count: number): Float32Array {
    if (this.compiled) return this.compiled.predict(x, count);
    return tf.tidy(() => this.forward(this.batch(x, count)).dataSync<'float32'>());
  }

  /** Examples as a tensor; `x` may be a view. */
  batch(x: Float32Array, count: number): Tensor {
    return tf.tensor(x, [count, ...this.architecture.shapes[0]!], 'float32');
  }

  variable(name: string): Variable {
    const weight = this.#byName.get(name);
    if (!weight) throw new Bug(`the network has no weight ${name}`);
    this.#forgetPacked();
    return weight.variable;
  }

  /** Whether the node has weights that training moves. */
  trains(node: number): boolean {
    return this.#isTrained[node]!;
  }

  /** Whether training moves any weight. */
  get isTrained(): boolean {
    return this.#isTrained.includes(true);
  }

  weightName(node: number, weight: string): string {
    return `${this.architecture.nodes[node]!.name}/${weight}`;
  }

  /** Moves a statistic towards `value`: `momentum` of the old, the rest of the new. */
  move(name: string, value: Float32Array, momentum: number): void {
    const variable = this.variable(name);
    const old = variable.dataSync<'float32'>();
    this.assign(
      variable,
      value.map((v, i) => momentum * old[i]! + (1 - momentum) * v),
    );
  }

  /** Gives a weight other values. */
  assign(variable: Variable, values: Float32Array): void {
    if (!this.compiled) {
      assign(variable, values);
      return;
    }
    // In its place, so that plans need not be bound again.
    heapFloats(addressOf(variable), variable.size).set(values);
    this.weightsChanged();
  }

  /** Weights were changed in their place: what tfjs packed of them is out of date. */
  weightsChanged(): void {
    this.#changedInPlace = true;
  }

  #forgetPacked(): void {
    if (!this.#changedInPlace) return;
    this.#changedInPlace = false;
    for (const { variable } of this.weights) forgetPacked(variable);
  }

  /** A copy of every weight and statistic. */
  snapshot(): Float32Array[] {
    return this.weights.map(({ variable }) => Float32Array.from(variable.dataSync<'float32'>()));
  }

  /** Puts a snapshot of this network back. */
  restoreSnapshot(values: readonly Float32Array[]): void {
    this.weights.forEach(({ variable }, i) => {
      this.assign(variable, values[i]!);
    });
  }

  dispose(): void {
    this.compiled?.dispose();
    for (const { variable } of this.weights) variable.dispose();
  }
}

/**
 * Gives a variable new values in new memory: XNNPACK keeps packed copies of
 * filters by tensor, so that values changed in place would go unseen.
 */
export function assign(variable: Variable, values: Float32Array): void {
  const tensor = tf.tensor(values, variable.shape, 'float32');
  variable.assign(tensor);
  tensor.dispose();
}

function weightSpecsOf({ nodes, shapes }: Architecture): (readonly WeightSpec[])[] {
  return nodes.map(({ operation, inputs }) =>
    loweringOf(operation).weights(
      operation,
      inputs.map((input) => shapes[input]!),
    ),
  );
}

/** No weight of a layer is trained but of the last `trainedLayers`; null: of all. */
function frozenBut(
  trainedLayers: number | null,
  specs: readonly (readonly WeightSpec[])[],
): (readonly WeightSpec[])[] {
  const layers = specs.flatMap((own, node) => (own.some(({ trainable }) => trainable) ? [node] : []));
  const trained = new Set(layers.slice(Math.max(0, layers.length - (trainedLayers ?? Infinity))));
  return specs.map((own, node) =>
    trained.has(node) ? own : own.map((spec) => ({ ...spec, trainable: false })),
  );
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}
