import { unreachable } from '../core/base/errors';
import type { TrainingSpec } from '../core/estimator/options';

/**
 * Learning rate of a step.
 *
 * Warm-up rises linearly over its epochs and reaches the full rate at its last
 * step. After it, `cosine` falls from the full rate to 0, which the step after
 * the last would have (Loshchilov and Hutter 2017, equation 5, without
 * restarts); `step` divides by 10 at 50 % and 75 % of all epochs.
 *
 * @param step counts from 0 over all epochs
 */
export function learningRateAt(spec: TrainingSpec, step: number, stepsPerEpoch: number): number {
  const total = spec.epochs * stepsPerEpoch;
  const warmup = Math.min(Math.round(spec.warmupEpochs * stepsPerEpoch), total - 1);
  if (step < warmup) return (spec.learningRate * (step + 1)) / warmup;
  switch (spec.schedule) {
    case 'constant':
      return spec.learningRate;
    case 'cosine':
      return (spec.learningRate * (1 + Math.cos((Math.PI * (step - warmup)) / (total - warmup)))) / 2;
    case 'step':
      return spec.learningRate * (step < 0.5 * total ? 1 : step < 0.75 * total ? 0.1 : 0.01);
    default:
      return unreachable(spec.schedule);
  }
}
