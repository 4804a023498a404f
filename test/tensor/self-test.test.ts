import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GRADIENT_CHECKS, gradientError, testGradients } from '../../src/tensor/self-test';
import { start } from './backends';

describe.each(['wasm', 'cpu'] as const)('self-test on %s', (backend) => {
  beforeAll(() => start(backend));

  it.each(GRADIENT_CHECKS)('finds the gradient of $operation right', (check) => {
    expect(tf.tidy(() => gradientError(check))).toBeLessThan(0.005);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    testGradients(backend);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a backend that has none of our kernels', () => {
  const kernels: tf.KernelConfig[] = [];

  beforeAll(async () => {
    await start('cpu');
    kernels.push(...tf.getKernelsForBackend('cpu').filter(({ kernelName }) => kernelName.startsWith('Nas')));
    for (const { kernelName } of kernels) tf.unregisterKernel(kernelName, 'cpu');
  });

  afterAll(() => {
    for (const kernel of kernels) tf.registerKernel(kernel);
  });

  it.each(GRADIENT_CHECKS)('has the gradient of $operation from ordinary tensors', (check) => {
    expect(tf.tidy(() => gradientError(check))).toBeLessThan(0.005);
  });
});

describe('a backend with a wrong gradient', () => {
  beforeAll(() => start('cpu'));
  const kernel = tf.getKernel('MaxPoolGrad', 'cpu');

  afterAll(() => {
    tf.unregisterKernel('MaxPoolGrad', 'cpu');
    tf.registerKernel(kernel);
  });

  it('is refused, with the name of the operation', () => {
    tf.unregisterKernel('MaxPoolGrad', 'cpu');
    tf.registerKernel({
      ...kernel,
      kernelFunc: (args) =>
        tf.getKernel('Multiply', 'cpu').kernelFunc({
          ...args,
          inputs: { a: args.inputs['input'], b: args.inputs['input'] },
        }),
    });
    expect(() => testGradients('cpu')).toThrow(
      /^execution\.backend: the backend cpu computes a wrong gradient of max pooling \(off by [\d.]+ %\); choose another backend$/,
    );
  });
});
