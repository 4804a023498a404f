import { beforeAll, describe, expect, it } from 'vitest';

import { trainingOptions } from '../../src/core/estimator/options';
import type { BackendName } from '../../src/core/experiment/backends';
import { ACTIVATIONS } from '../../src/core/graph/operation';
import { OPERATIONS } from '../../src/core/graph/operations';
import { createLearner } from '../../src/tensor/create-learner';
import { Network } from '../../src/tensor/network';
import type { NetworkTask } from '../../src/tensor/network';
import { GradientTest, passedInMemory } from '../../src/tensor/self-test/self-test';
import type { TaskKind } from '../../src/tensor/self-test/self-test';
import { SAMPLES } from './architectures';
import { hasNative, start } from './backends';
import { randomBatch } from './plan/plan-case';

// There is no diagnostic for an operation that a backend cannot train, because there is no such operation: these tests
// hold that for whatever is added to the registry.

const KINDS = Object.keys(OPERATIONS);
const NAMES = ['a', 'b', 'c'];
const TASKS: Readonly<Record<TaskKind, NetworkTask>> = {
  classes: { kind: 'classes', names: NAMES },
  values: { kind: 'values', names: NAMES, mean: [0, 0, 0], deviation: [1, 1, 1] },
};

/** tfjs-node is last, because it replaces gradients for the whole process. */
const BACKENDS: readonly BackendName[] = [
  'plan',
  'wasm',
  'cpu',
  ...(hasNative() ? (['tensorflow'] as const) : []),
];

it('the samples have every operation of the registry, and every activation', () => {
  const operations = SAMPLES.flatMap(({ architecture }) =>
    architecture.nodes.map(({ operation }) => operation),
  );
  const kinds = new Set(operations.map(({ kind }) => kind));
  const activations = new Set(
    operations.flatMap((one) => (one.kind === 'activation' ? [one.activation] : [])),
  );
  expect([...kinds].sort()).toEqual([...KINDS].sort());
  expect([...activations].sort()).toEqual([...ACTIVATIONS].sort());
});

describe.each(BACKENDS)('every operation on %s', (backend) => {
  beforeAll(() => start(backend));
  const passed = passedInMemory();
  const test = new GradientTest(backend, passed);

  it.each(SAMPLES)('is trained, with gradients that are right: $title', ({ architecture }) => {
    for (const task of ['classes', 'values'] as const) {
      test.require(architecture, task);
      const network = Network.create(architecture, TASKS[task], 1);
      const learner = createLearner(
        network,
        trainingOptions.parse({ kind: 'training', optimizer: 'sgd' }),
        1,
      );
      try {
        const batch = randomBatch(network, 8);
        const before = network.snapshot();
        expect(learner.step(batch, 0.05).loss).toBeGreaterThan(0);
        expect(learner.step(batch, 0.05).loss).toBeLessThan(Infinity);
        expect(network.snapshot()).not.toEqual(before);
        // Compiled plans have a kernel for each; what has none would be run by TensorFlow.js between them.
        expect(network.compiled?.fallbacks ?? []).toEqual([]);
      } finally {
        learner.dispose();
        network.dispose();
      }
    }
  });
});
