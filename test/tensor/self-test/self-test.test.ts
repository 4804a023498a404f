import assert from 'node:assert';

import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Architecture } from '../../../src/core/graph/architecture';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { GradientTest, passedInMemory } from '../../../src/tensor/self-test/self-test';
import type { PassedTests } from '../../../src/tensor/self-test/self-test';
import { compiledKernels } from '../../../src/tensor/wasm/shared-kernels';
import { conv } from '../../support/operations';
import { createRng } from '../../../src/core/base/random';
import { createSpace } from '../../../src/core/space/catalog';
import { SAMPLED_SPACES } from '../../bench/sampled-spaces';
import { chain, nasBench201, SAMPLES, transformer } from '../architectures';
import { start } from '../backends';

const NETWORKS = [
  ...SAMPLES,
  { title: 'NAS-Bench-201', architecture: nasBench201(8, [16, 16, 3], 10) },
  { title: 'a chain', architecture: chain([7, 6, 2], 3) },
  { title: 'a transformer', architecture: transformer(6, 3) },
];

describe.each(['plan', 'wasm', 'cpu'] as const)('the self-test on %s', (backend) => {
  beforeAll(() => start(backend));
  const passed = passedInMemory();

  it.each(NETWORKS)('passes $title, and leaves no tensor behind', ({ architecture }) => {
    const before = tf.memory().numTensors;
    new GradientTest(backend, passed).require(architecture, 'classes');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('tests each form of an operation once', () => {
    const all = listening();
    const small = block(16);
    new GradientTest(backend, all).require(small, 'classes');
    const count = all.added.length;
    expect(new Set(all.added).size).toBe(count);
    new GradientTest(backend, all).require(block(64), 'classes');
    expect(all.added.length).toBe(count);
    new GradientTest(backend, all).require(small, 'values');
    expect(all.added.length).toBe(2 * count);
  });
});

describe('candidates of every space', () => {
  beforeAll(() => start('plan'));
  const test = new GradientTest('plan', passedInMemory());

  it.each(Object.keys(SAMPLED_SPACES) as (keyof typeof SAMPLED_SPACES)[])(
    'of %s are refused by no mistake of the test: kinks of a loss are not wrong gradients',
    (name) => {
      const { options, context } = SAMPLED_SPACES[name];
      const space = createSpace(options, context);
      const rng = createRng(11);
      for (let n = 0; n < 60; n++) {
        test.require(space.build(space.sample(rng.fork(`${n}`))), n % 2 === 0 ? 'classes' : 'values');
      }
    },
  );
});

describe('a backend of tfjs with a wrong kernel', () => {
  it.each([
    ['MaxPoolGrad', 'max_pool2d', 'max pool 3x3, stride 2x2'],
    ['Conv2DBackpropFilter', 'conv2d', 'conv 1x1, 8'],
  ])('is refused for its %s, by the name of the operation', async (kernelName, kind, title) => {
    await start('cpu');
    const kernel = tf.getKernel(kernelName, 'cpu');
    replace({ ...kernel, kernelFunc: (args) => doubled(kernel.kernelFunc(args), args.backend) });
    try {
      const { architecture } = NETWORKS.find((network) => network.title.startsWith(kind))!;
      const passed = listening();
      expect(() => new GradientTest('cpu', passed).require(architecture, 'classes')).toThrow(
        new RegExp(
          `^execution\\.backend: the backend cpu computes a wrong gradient of ${kind} \\(${title}: off by \\d+ %\\); choose another backend$`,
        ),
      );
      expect(passed.added).toEqual([]);
    } finally {
      replace(kernel);
    }
  });

  function replace(kernel: tf.KernelConfig): void {
    tf.unregisterKernel(kernel.kernelName, 'cpu');
    tf.registerKernel(kernel);
  }

  function doubled(out: tf.TensorInfo | tf.TensorInfo[], backend: object): tf.TensorInfo {
    assert(!Array.isArray(out));
    const result = tf.getKernel('Add', 'cpu').kernelFunc({ inputs: { a: out, b: out }, attrs: {}, backend });
    assert(!Array.isArray(result));
    return result;
  }
});

describe('compiled kernels of which one is wrong', () => {
  const restore: (() => void)[] = [];
  afterEach(() => restore.splice(0).forEach((undo) => undo()));

  it.each([
    ['avgPoolGradient', 'avg_pool2d'],
    ['convFilterGradient', 'conv2d'],
    ['softmaxGradient', 'multi_head_attention'],
  ] as const)('are refused for %s, by the name of the operation', async (name, kind) => {
    await start('plan');
    breakKernel(name);
    const { architecture } = NETWORKS.find((network) => network.title.startsWith(kind))!;
    expect(() => new GradientTest('plan', passedInMemory()).require(architecture, 'classes')).toThrow(
      new RegExp(
        `^execution\\.backend: the backend plan computes a wrong gradient of ${kind} \\(.+: (off by \\d+ %|not a number)\\); choose another backend$`,
      ),
    );
  });

  it('are refused for a wrong loss', async () => {
    await start('plan');
    breakKernel('softmaxCrossEntropy');
    expect(() => new GradientTest('plan', passedInMemory()).require(chain([7, 6, 2], 3), 'classes')).toThrow(
      'the backend plan computes a wrong gradient of dense + cross-entropy (',
    );
  });

  /** Makes a kernel do nothing, for every plan that is compiled from now on. */
  function breakKernel(
    name: 'avgPoolGradient' | 'convFilterGradient' | 'softmaxGradient' | 'softmaxCrossEntropy',
  ): void {
    const shared = compiledKernels();
    assert(shared);
    const { kernels } = shared;
    const broken = { ...kernels, [name]: () => 0 };
    Object.assign(shared, { kernels: broken });
    restore.push(() => Object.assign(shared, { kernels }));
  }
});

/** A convolution of so many filters twice, with what follows. */
function block(filters: number): Architecture {
  const g = new GraphBuilder([12, 12, filters]);
  let y = g.input;
  for (let n = 0; n < 2; n++) y = g.activation(g.batchNorm(g.node(conv({ filters }), [y])), 'tanh');
  g.dense(g.globalAvgPool(y), 3);
  return g.build();
}

function listening(): PassedTests & { readonly added: string[] } {
  const passed = passedInMemory();
  const added: string[] = [];
  return {
    added,
    has: (key) => passed.has(key),
    add(keys) {
      added.push(...keys);
      passed.add(keys);
    },
  };
}
