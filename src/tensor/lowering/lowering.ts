import type { Tensor } from '@tensorflow/tfjs-core';

import type { Operation, Shape } from '../../core/graph/operation';

/** A tensor of weights that an operation needs. */
export interface WeightSpec {
  /** Last part of the name: `kernel` of `conv1/kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly init: Initializer;
  /** Statistics are moved by batches, not trained. */
  readonly trainable: boolean;
  /** Weight decay is for kernels only. */
  readonly decays: boolean;
}

/** `he-normal`: deviation sqrt(2 / fanIn), for ReLU networks (He et al. 2015, equation 10). */
export type Initializer =
  | { readonly kind: 'he-normal'; readonly fanIn: number }
  | { readonly kind: 'constant'; readonly value: number };

/** What an operation may use of the network around it. */
export interface LoweringContext {
  readonly training: boolean;
  /** False where nothing before the operation has weights. */
  readonly needsInputGradient: boolean;
  /** With the batch axis. */
  readonly outputShape: Shape;
  weight(name: string): Tensor;
  /** Moves a statistic: `momentum` of the old value, the rest of `value`. */
  move(name: string, value: Float32Array, momentum: number): void;
  /** A fresh seed for this node and this step. */
  noiseSeed(): number;
}

/** How an operation becomes tensors. Inputs and output have a batch axis before the operation's shapes. */
export interface Lowering<O extends Operation> {
  weights(operation: O, inputs: readonly Shape[]): readonly WeightSpec[];
  forward(operation: O, inputs: readonly Tensor[], context: LoweringContext): Tensor;
}

export function kernel(name: string, shape: Shape, fanIn: number): WeightSpec {
  return { name, shape, init: { kind: 'he-normal', fanIn }, trainable: true, decays: true };
}

/** A trained vector that starts at one value. */
export function vector(name: string, size: number, value: number): WeightSpec {
  return { name, shape: [size], init: { kind: 'constant', value }, trainable: true, decays: false };
}

/** A vector that batches move. */
export function statistic(name: string, size: number, value: number): WeightSpec {
  return { name, shape: [size], init: { kind: 'constant', value }, trainable: false, decays: false };
}

/** For operations without weights. */
export const weightless = { weights: (): readonly WeightSpec[] => [] };
