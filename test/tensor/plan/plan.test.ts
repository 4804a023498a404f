import { beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../../src/core/base/random';
import { trainingOptions } from '../../../src/core/estimator/options';
import type { OperationKind } from '../../../src/core/graph/operation';
import { CompiledNetwork } from '../../../src/tensor/plan/compiled-network';
import { fallback } from '../../../src/tensor/plan/lower/fallback';
import { PlanLearner } from '../../../src/tensor/plan/plan-learner';
import { compiledKernels } from '../../../src/tensor/wasm/shared-kernels';
import { nasBench201, SAMPLES } from '../architectures';
import { start } from '../backends';
import { largestError, pair, randomBatch } from './plan-case';

beforeAll(() => start('plan'));

const ALL = [...SAMPLES, { title: 'NAS-Bench-201', architecture: nasBench201(8, [8, 8, 3], 10) }];

describe.each(ALL)('a plan of $title', ({ architecture }) => {
  it('has the outputs and gradients of tfjs', () => {
    const { plan, tfjs, planned, dispose } = pair(architecture);
    const batch = randomBatch(planned, 3);
    const expected = tfjs.gradients(batch);
    const gradients = plan.gradients(batch);
    expect(gradients.map((gradient) => gradient?.length)).toEqual(expected.map((other) => other?.length));
    // What is 0 but for rounding (the shift of a norm before a norm) is measured by the others.
    const least =
      1e-2 * Math.max(1e-4, ...expected.flatMap((gradient) => [...(gradient ?? [])].map(Math.abs)));
    gradients.forEach((gradient, i) => {
      if (gradient) expect(largestError(gradient, expected[i]!, least)).toBeLessThan(2e-4);
    });
    dispose();
  });

  it('is the same where operations have no kernel and run on tfjs', () => {
    const { tfjs, planned, dispose } = pair(architecture);
    const compiled = new CompiledNetwork(planned, compiledKernels()!, () => fallback);
    const plan = new PlanLearner(planned, compiled, trainingOptions.parse({ kind: 'training' }), 1);
    for (const seed of [1, 2]) {
      const batch = randomBatch(planned, 3, seed);
      const expected = tfjs.step(batch, 0.001);
      const { loss, outputs } = plan.step(batch, 0.001);
      expect(loss).toBeCloseTo(expected.loss, 4);
      expect(largestError(outputs, expected.outputs)).toBeLessThan(1e-3);
    }
    const kinds = new Set(architecture.nodes.map(({ operation }) => operation.kind));
    expect(compiled.fallbacks.filter((kind) => kinds.has(kind as OperationKind))).toEqual(compiled.fallbacks);
    expect(compiled.fallbacks).toContain('dense');
    plan.dispose();
    compiled.dispose();
    dispose();
  });

  it('trains as tfjs does, also on a smaller last batch', () => {
    const { plan, tfjs, planned, reference, dispose } = pair(architecture, { optimizer: 'sgd' });
    for (const [seed, size] of [
      [1, 4],
      [2, 4],
      [3, 2],
      [4, 4],
    ] as const) {
      const batch = randomBatch(planned, size, seed);
      const expected = tfjs.step(batch, 0.01);
      const result = plan.step(batch, 0.01);
      expect(result.loss).toBeCloseTo(expected.loss, 4);
      expect(largestError(result.outputs, expected.outputs)).toBeLessThan(1e-3);
    }
    planned.weights.forEach(({ name, variable }, i) => {
      const values = variable.dataSync<'float32'>();
      const expected = reference.weights[i]!.variable.dataSync<'float32'>();
      expect(largestError(values, expected, 1e-2), name).toBeLessThan(1e-3);
    });
    dispose();
  });

  it('predicts as tfjs does', () => {
    const { planned, reference, dispose } = pair(architecture);
    const rng = createRng(3);
    for (const { variable, spec } of planned.weights) {
      if (spec.trainable) continue;
      const values = Float32Array.from({ length: variable.size }, () => 0.5 + rng.next());
      planned.assign(variable, values);
      reference.assign(
        reference.variable(planned.weights.find((w) => w.variable === variable)!.name),
        values,
      );
    }
    const { x } = randomBatch(planned, 5);
    const predicted = planned.predict(x, 5);
    const expected = reference.batch(x, 5);
    const outputs = reference.forward(expected);
    expect(largestError(predicted, outputs.dataSync<'float32'>())).toBeLessThan(1e-4);
    dispose();
  });
});
