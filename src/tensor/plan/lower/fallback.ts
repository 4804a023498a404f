import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import type { Operation } from '../../../core/graph/operation';
import type { LoweringContext, WeightSpec } from '../../lowering/lowering';
import { loweringOf } from '../../lowering/lowerings';
import { throughDense, withoutBorder } from '../dense-image';
import type { Address, Image } from '../image';
import type { PlanBuilder, Value } from '../plan-builder';
import type { Host } from '../program';
import type { PlanLowering } from './lowering';

/**
 * Any operation, by tfjs: its inputs are copied into tensors, and what comes out
 * is copied back. The backward pass computes the operation again to have its
 * gradient, so noise and statistics are those of the forward pass.
 */
export const fallback: PlanLowering<Operation> = (operation, node, plan) => {
  plan.fallbacks.add(operation.kind);
  // What only a zero takes is not computed.
  const inputs = operation.kind === 'zero' ? [] : plan.analysis.inputs[node]!;
  const sources = inputs.map((input) => plan.value(input));
  const shapes = inputs.map((input) => [plan.batch, ...plan.shape(input)]);
  const images = sources.map(({ image }) => withoutBorder(plan, image));
  const value = plan.define(node);
  const weights = loweringOf(operation).weights(
    operation,
    shapes.map((shape) => shape.slice(1)),
  );
  const step: Step = {
    operation,
    node,
    plan,
    images,
    shapes,
    weights,
    hasWeightedInput: sources.some(isWeighted),
  };
  throughDense(plan, value.image, undefined, (out) => {
    plan.program.host({
      touches: [...images.map(({ at }) => at), out.at],
      run(host) {
        const values = tf.tidy(() => compute(step, host, inputsOf(step, host), true).dataSync<'float32'>());
        host.floats(out.at, values.length).set(values);
      },
    });
  });
  plan.onBackward(() => {
    goBack(step, sources, value);
  });
};

interface Step {
  readonly operation: Operation;
  readonly node: number;
  readonly plan: PlanBuilder;
  readonly images: readonly Image[];
  /** With the batch axis. */
  readonly shapes: readonly (readonly number[])[];
  readonly weights: readonly WeightSpec[];
  readonly hasWeightedInput: boolean;
}

function isWeighted({ gradient }: Value): boolean {
  return gradient !== undefined;
}

function goBack(step: Step, sources: readonly Value[], value: Value): void {
  if (!value.gradient?.image) return;
  const { plan, node, images, weights } = step;
  const dy = withoutBorder(plan, value.gradient.image);
  const trained = weights.filter(({ trainable }) => trainable);
  const weightGradients = trained.map(({ name }) => plan.weightGradient(node, name));
  const inputGradients = images.map((image) => plan.temporary(floatsOf(image)));
  plan.program.host({
    touches: [dy.at, ...images.map(({ at }) => at), ...weightGradients, ...inputGradients],
    run(host) {
      tf.tidy(() => {
        const inputs = inputsOf(step, host);
        const by = [...inputs, ...trained.map(({ name }) => weightOf(step, host, name))];
        const outer = tf.tensor(host.floats(dy.at, floatsOf(dy)).slice(), [plan.batch, ...plan.shape(node)]);
        const { grads } = tf.engine().gradients(() => compute(step, host, inputs, false), by, outer, true);
        [...inputGradients, ...weightGradients].forEach((address, i) => {
          write(host, address, grads[i], by[i]!.size);
        });
      });
    },
  });
  sources.forEach(({ gradient }, i) => {
    const { buffer } = inputGradients[i]!;
    gradient?.pass({ ...images[i]!, at: { buffer, offset: 0 } });
  });
}

/** For inputs that the output does not depend on tfjs has null, whatever its types say. */
function write(host: Host, address: Address, gradient: Tensor | null | undefined, count: number): void {
  const values = gradient?.dataSync<'float32'>();
  const to = host.floats(address, count);
  if (values) to.set(values);
  else to.fill(0);
}

function inputsOf({ images, shapes }: Step, host: Host): Tensor[] {
  return images.map((image, i) => tf.tensor(host.floats(image.at, floatsOf(image)).slice(), [...shapes[i]!]));
}

function compute(step: Step, host: Host, inputs: readonly Tensor[], isFirst: boolean): Tensor {
  const { operation, node, plan } = step;
  const context: LoweringContext = {
    training: plan.isTraining,
    needsInputGradient: step.hasWeightedInput,
    outputShape: [plan.batch, ...plan.shape(node)],
    weight: (name) => weightOf(step, host, name),
    move: (name, values, momentum) => {
      if (isFirst) host.network.move(host.network.weightName(node, name), values, momentum);
    },
    noiseSeed: () => host.noiseSeed(node),
  };
  return loweringOf(operation).forward(operation, inputs, context);
}

function weightOf({ node }: Step, { network }: Host, name: string): Tensor {
  return network.variable(network.weightName(node, name));
}

function floatsOf({ batch, h, w, c }: Image): number {
  return batch * h * w * c;
}
