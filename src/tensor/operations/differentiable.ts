import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/**
 * An operation with a gradient of its own.
 *
 * @param inputs what gradients are made for; other tensors that `forward` reads count as constants
 * @param forward gives the value and the tensors that `gradient` needs
 * @param gradient one tensor per input, in their order
 */
export function differentiable(
  inputs: readonly Tensor[],
  forward: () => { readonly value: Tensor; readonly saved: readonly Tensor[] },
  gradient: (dy: Tensor, saved: readonly Tensor[]) => readonly Tensor[],
): Tensor {
  return tf.customGrad((...args) => {
    // tfjs passes the function that saves after the inputs.
    const save = args.at(-1) as tf.GradSaveFunc;
    const { value, saved } = forward();
    save([...saved]);
    return { value, gradFunc: (dy: Tensor, kept: Tensor[]) => [...gradient(dy, kept)] };
  })(...inputs);
}

/** Runs a kernel that gives one tensor. */
export function runKernel(name: string, inputs: NamedTensorMap, attrs: tf.NamedAttrMap = {}): Tensor {
  return tf.engine().runKernel(name, inputs, attrs);
}

/** Runs a kernel that gives several tensors. */
export function runKernelForAll(name: string, inputs: NamedTensorMap, attrs: tf.NamedAttrMap = {}): Tensor[] {
  return tf.engine().runKernel(name, inputs, attrs);
}

/** Whether the current backend has a kernel; tfjs types a missing one as present. */
export function hasKernel(name: string): boolean {
  return lookUp(name) !== undefined;
}

function lookUp(name: string): tf.KernelConfig | undefined {
  return tf.getKernel(name, tf.getBackend());
}
