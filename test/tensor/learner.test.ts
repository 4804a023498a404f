import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import { trainingOptions } from '../../src/core/estimator/options';
import type { TrainingSpec } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import { createLearner } from '../../src/tensor/create-learner';
import type { Learner, TrainingBatch } from '../../src/tensor/learner';
import { lossOf } from '../../src/tensor/loss';
import { Network } from '../../src/tensor/network';
import type { NetworkTask } from '../../src/tensor/network';
import { chain, mlp } from './architectures';
import { start } from './backends';

const SIZE = 6;
const PLAIN: Partial<TrainingSpec> = { optimizer: 'sgd', momentum: 0 };
const CLASSES: NetworkTask = { kind: 'classes', names: ['a', 'b', 'c'] };
const VALUES: NetworkTask = { kind: 'values', names: ['u', 'v', 'w'], mean: [0, 0, 0], deviation: [1, 1, 1] };

interface Made {
  readonly network: Network;
  readonly learner: Learner;
}

/** The promises of `Learner`, kept by whichever a backend has. */
describe.each(['plan', 'wasm', 'cpu'] as const)('the learner of %s', (backend) => {
  beforeAll(() => start(backend));

  const open: Made[] = [];
  const close = (): void => {
    for (const { network, learner } of open.splice(0)) {
      learner.dispose();
      network.dispose();
    }
  };
  const make = (
    options: Partial<TrainingSpec>,
    architecture = chain([4, 4, 2], 3, [3]),
    task: NetworkTask = CLASSES,
  ): Made => {
    const network = Network.create(architecture, task, 1);
    const made = { network, learner: createLearner(network, spec(options), 1) };
    open.push(made);
    return made;
  };

  it.each([CLASSES, VALUES])('gives the outputs before the move, and their loss, of $kind', (task) => {
    const { learner } = make(PLAIN, mlpWithoutNoise(), task);
    const batch = batchOf(8);
    const { loss, outputs } = learner.step(batch, 0.1);
    expect(outputs.length).toBe(3 * SIZE);
    expect(loss).toBeCloseTo(lossOf(task.kind)(outputs, batch.targets, batch.weights).loss, 5);
    const before = [...outputs];
    expect([...learner.step(batch, 0.1).outputs]).not.toEqual(before);
    close();
  });

  it('counts each example by its weight', () => {
    const [all, one] = [make(PLAIN, mlpWithoutNoise()), make(PLAIN, mlpWithoutNoise())];
    const weighted = { ...batchOf(8), weights: new Float32Array(SIZE) };
    weighted.weights[2] = 0.5;
    const single = part(weighted, 2);
    all.learner.step(weighted, 0.1);
    one.learner.step(single, 0.1);
    expectClose(all.network.snapshot(), one.network.snapshot());
    close();
  });

  it('takes smaller batches between larger ones', () => {
    const [first, second] = [make(PLAIN, mlpWithoutNoise()), make(PLAIN, mlpWithoutNoise())];
    first.learner.step(batchOf(8), 0.1);
    first.learner.step(part(batchOf(8), 1), 0.1);
    second.learner.step(part(batchOf(8), 1), 0);
    second.learner.step(batchOf(8), 0.1);
    second.learner.step(part(batchOf(8), 1), 0.1);
    expectClose(first.network.snapshot(), second.network.snapshot());
    close();
  });

  it('moves by the gradients that it gives without moving, with the same noise', () => {
    const { network, learner } = make(PLAIN, mlp(8, 3, [6]));
    const batch = batchOf(8);
    learner.step(batch, 0.1);
    const before = network.snapshot();
    const gradients = learner.gradients(batch);
    expect(network.snapshot()).toEqual(before);
    learner.step(batch, 0.5);
    const moved = before.map((values, i) => values.map((value, k) => value - 0.5 * gradients[i]![k]!));
    expectClose(network.snapshot(), moved);
    close();
  });

  it('leaves weights alone that the loss does not depend on', () => {
    const { network, learner } = make(PLAIN, withDeadBranch());
    const before = network.snapshot();
    const gradients = learner.gradients(batchOf(8));
    learner.step(batchOf(8), 0.1);
    const after = network.snapshot();
    network.weights.forEach(({ name }, i) => {
      const isDead = name.startsWith('dead');
      expect({ name, isDead: gradients[i] === undefined }).toEqual({ name, isDead });
      if (isDead) expect(after[i]).toEqual(before[i]);
    });
    close();
  });

  it('moves nothing when the loss is not finite', () => {
    const { network, learner } = make({ optimizer: 'adam' }, mlpWithoutNoise());
    learner.step(batchOf(8), 0.1);
    const [before, { moments }] = [network.snapshot(), learner.state()];
    const broken = { ...batchOf(8), targets: new Float32Array(3 * SIZE).fill(NaN) };
    expect(learner.step(broken, 0.1).loss).toBeNaN();
    expect(network.snapshot()).toEqual(before);
    expect(learner.state().moments).toEqual(moments);
    close();
  });

  it('shortens gradients that are too long, all by the same factor', () => {
    const { network, learner } = make({ ...PLAIN, gradientClipNorm: 0.01 }, mlpWithoutNoise());
    const batch = batchOf(8);
    const before = network.snapshot();
    const gradients = learner.gradients(batch);
    const norm = Math.sqrt(gradients.reduce((sum, g) => sum + g!.reduce((s, v) => s + v * v, 0), 0));
    expect(norm).toBeGreaterThan(0.01);
    learner.step(batch, 1);
    const scale = 0.01 / norm;
    const moved = before.map((values, i) => values.map((value, k) => value - scale * gradients[i]![k]!));
    expectClose(network.snapshot(), moved);
    close();
  });

  describe.each(['sgd', 'adam', 'adamw', 'rmsprop'] as const)('with %s', (optimizer) => {
    it('goes on from its state and the weights as if nothing had happened', () => {
      const options = { optimizer, weightDecay: 0.01 };
      const noisy = mlp(8, 3, [6]);
      const first = make(options, noisy);
      const batch = batchOf(8);
      for (let i = 0; i < 3; i++) first.learner.step(batch, 0.01);
      const [state, weights] = [first.learner.state(), first.network.snapshot()];
      expect(state.steps).toBe(3);

      const second = make(options, noisy);
      second.network.restoreSnapshot(weights);
      second.learner.restore(state);
      const losses = [first, second].map(({ learner }) =>
        Array.from({ length: 3 }, () => learner.step(batch, 0.01).loss),
      );
      expect(losses[1]).toEqual(losses[0]);
      expect(second.network.snapshot()).toEqual(first.network.snapshot());
      close();
    });

    it('has a state that later steps do not change', () => {
      const { learner } = make({ optimizer });
      learner.step(batchOf(32), 0.01);
      const state = learner.state();
      const copy = { steps: state.steps, moments: state.moments.map((values) => values.slice()) };
      learner.step(batchOf(32), 0.01);
      expect(state).toEqual(copy);
      expect(learner.state()).not.toEqual(copy);
      close();
    });
  });

  it('refuses a state of another optimiser', () => {
    const [sgd, adam] = [make({ optimizer: 'sgd' }), make({ optimizer: 'adam' })];
    expect(() => {
      adam.learner.restore(sgd.learner.state());
    }).toThrow('the state of a learner is put into one of the same network and optimiser');
    close();
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const { learner } = make({ optimizer: 'adam' });
    learner.step(batchOf(32), 0.01);
    learner.gradients(batchOf(32));
    close();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('a state goes from one backend to another', async () => {
  const batch = batchOf(8);
  await start('plan');
  const network = Network.create(mlp(8, 3, [6]), CLASSES, 1);
  const learner = createLearner(network, spec({ optimizer: 'adam' }), 1);
  for (let i = 0; i < 3; i++) learner.step(batch, 0.01);
  const [state, weights] = [learner.state(), network.snapshot()];
  const here = learner.step(batch, 0.01).loss + learner.step(batch, 0.01).loss;
  learner.dispose();
  network.dispose();

  await start('cpu');
  const other = Network.create(mlp(8, 3, [6]), CLASSES, 2);
  other.restoreSnapshot(weights);
  const others = createLearner(other, spec({ optimizer: 'adam' }), 1);
  others.restore(state);
  const there = others.step(batch, 0.01).loss + others.step(batch, 0.01).loss;
  others.dispose();
  other.dispose();
  expect(there).toBeCloseTo(here, 4);
});

function spec(options: Partial<TrainingSpec>): TrainingSpec {
  return trainingOptions.parse({ kind: 'training', ...options });
}

function mlpWithoutNoise(): Architecture {
  const g = new GraphBuilder([8]);
  g.dense(g.activation(g.dense(g.input, 5), 'tanh'), 3);
  return g.build();
}

/** A layer whose output only a `zero` takes. */
function withDeadBranch(): Architecture {
  const g = new GraphBuilder([8]);
  const dead = g.node({ kind: 'dense', units: 5, useBias: true }, [g.input], 'dead');
  g.dense(g.add([g.dense(g.input, 5), g.node({ kind: 'zero' }, [dead])]), 3);
  return g.build();
}

function batchOf(inputSize: number): TrainingBatch {
  const rng = createRng(4);
  const targets = new Float32Array(3 * SIZE);
  for (let n = 0; n < SIZE; n++) targets[3 * n + rng.below(3)] = 1;
  return {
    size: SIZE,
    x: Float32Array.from({ length: inputSize * SIZE }, () => rng.normal()),
    targets,
    weights: new Float32Array(SIZE).fill(1 / SIZE),
  };
}

/** Example `n` alone. */
function part({ x, targets, weights }: TrainingBatch, n: number): TrainingBatch {
  const row = (values: Float32Array): Float32Array => {
    const width = values.length / SIZE;
    return values.subarray(n * width, (n + 1) * width);
  };
  return { size: 1, x: row(x), targets: row(targets), weights: row(weights) };
}

function expectClose(a: readonly Float32Array[], b: readonly Float32Array[]): void {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length));
  a.forEach((values, i) => {
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(b[i]![k]!, 5);
    });
  });
}
