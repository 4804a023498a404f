import { unreachable } from '../core/base/errors';
import type { TrainingSpec } from '../core/estimator/options';

/** Share of the steps over which `one-cycle` rises. */
const RISE = 0.3;
/** Full rate over first rate of `one-cycle`. */
const RISE_FACTOR = 25;
/** First rate over last rate of `one-cycle`. */
const FALL_FACTOR = 1e4;

/**
 * Learning rate of a step.
 *
 * Warm-up rises linearly over its epochs and reaches the full rate at its last
 * step. After it, `cosine` falls from the full rate to 0, which the step after
 * the last would have (Loshchilov and Hutter 2017, equation 5, without
 * restarts); `step` divides by 10 at 50 % and 75 % of all epochs.
 *
 * `one-cycle` (Smith and Topin 2018) rises from 1/25 of the full rate at the
 * first step to the full rate at 30 % of the steps and falls to 1/250,000 of it
 * at the last step, both along half a cosine. Departures: the paper's two legs
 * are straight and of one length, with a short third one at the end; this is the
 * form that has become usual. Momentum is not cycled. Where there are warm-up
 * epochs they are the rise, instead of 30 %.
 *
 * @param step counts from 0 over all epochs
 */
export function learningRateAt(
  spec: Pick<TrainingSpec, 'epochs' | 'learningRate' | 'schedule' | 'warmupEpochs'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const total = spec.epochs * stepsPerEpoch;
  const warmup = Math.min(Math.round(spec.warmupEpochs * stepsPerEpoch), total - 1);
  if (spec.schedule === 'one-cycle') return spec.learningRate * oneCycle(step, total, warmup);
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

/** Share of the full rate. */
function oneCycle(step: number, total: number, warmup: number): number {
  const rise = warmup > 0 ? warmup : Math.round(RISE * total);
  const first = 1 / RISE_FACTOR;
  if (step < rise) return alongCosine(first, 1, step / rise);
  const fall = total - 1 - rise;
  return alongCosine(1, first / FALL_FACTOR, fall > 0 ? (step - rise) / fall : 0);
}

/** From `a` at 0 to `b` at 1, level at both ends. */
function alongCosine(a: number, b: number, share: number): number {
  return b + ((a - b) * (1 + Math.cos(Math.PI * share))) / 2;
}
