import { trainingOptions } from '../../../src/core/estimator/options';
import { createRng } from '../../../src/core/base/random';
import type { Architecture } from '../../../src/core/graph/architecture';
import type { Learner, TrainingBatch } from '../../../src/tensor/learner';
import { Network } from '../../../src/tensor/network';
import type { NetworkTask } from '../../../src/tensor/network';
import { PlanLearner } from '../../../src/tensor/plan/plan-learner';
import { createTfjsLearner } from '../../../src/tensor/tfjs-learner';

type Options = Record<string, unknown>;

/** One network twice, with equal weights: trained by a plan, and by tfjs op by op. */
export interface Pair {
  readonly planned: Network;
  readonly reference: Network;
  readonly plan: Learner;
  readonly tfjs: Learner;
  readonly dispose: () => void;
}

export function pair(architecture: Architecture, options: Options = {}, seed = 1): Pair {
  const spec = trainingOptions.parse({ kind: 'training', ...options });
  const task = classes(architecture);
  const planned = Network.create(architecture, task, seed);
  const reference = Network.create(architecture, task, seed);
  const plan = new PlanLearner(planned, planned.compiled!, spec, seed);
  const tfjs = createTfjsLearner(reference, spec, seed);
  return {
    planned,
    reference,
    plan,
    tfjs,
    dispose() {
      plan.dispose();
      tfjs.dispose();
      planned.dispose();
      reference.dispose();
    },
  };
}

function classes({ shapes }: Architecture): NetworkTask {
  const names = Array.from({ length: shapes.at(-1)![0]! }, (_, i) => `class ${i}`);
  return { kind: 'classes', names };
}

/** Random examples and labels. */
export function randomBatch(network: Network, size: number, seed = 1): TrainingBatch {
  const rng = createRng(seed).fork('batch');
  const vocabulary = vocabularyOf(network.architecture);
  const draw = (): number => (vocabulary === undefined ? rng.normal() : rng.below(vocabulary));
  const x = Float32Array.from({ length: size * network.inputSize }, draw);
  const targets = new Float32Array(size * network.outputUnits);
  for (let i = 0; i < size; i++) targets[i * network.outputUnits + rng.below(network.outputUnits)] = 1;
  return { size, x, targets, weights: new Float32Array(size).fill(1 / size) };
}

function vocabularyOf({ nodes }: Architecture): number | undefined {
  for (const { operation } of nodes) if (operation.kind === 'embedding') return operation.vocabulary;
  return undefined;
}

/** Largest difference of two lists, relative to the largest value of the second, or to `least` where that is larger. */
export function largestError(values: Float32Array, expected: Float32Array, least = 1e-6): number {
  let error = values.length === expected.length ? 0 : Infinity;
  let scale = least;
  expected.forEach((value, i) => {
    scale = Math.max(scale, Math.abs(value));
    error = Math.max(error, Math.abs(values[i]! - value));
  });
  return error / scale;
}
