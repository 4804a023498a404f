import type { Rng } from '../base/random';
import { conditioned, SMALLEST_NOISE } from './gaussian-process-hyperparameters';
import type { Evidence, Hyperparameters } from './gaussian-process-hyperparameters';
import { sliceStep } from './slice-sampler';

const SLICE = { width: 1, maxSteps: 1000 } as const;
const LONGEST_LENGTH_SCALE = 2;
const HORSESHOE_SCALE = 0.1;
/** Length scales that one sweep moves, drawn anew each time: a space of fifty knobs must not cost fifty slices a sample. */
const MAX_SCALES_A_SWEEP = 8;

/**
 * Walks through hyperparameters so that they are distributed by their posterior, and answers with the last `nSamples` places.
 *
 * Snoek, Larochelle and Adams, NIPS 2012, section 3.2, with the priors and the walk of the authors' released code: length
 * scales uniform on [0, 2]; amplitudes log-normal, ln √θ₀ standard normal; noise by the horseshoe ln ln(1 + (0.1/ν)²);
 * the mean uniform between the smallest and the largest target. Noise is at least 1e-6. A sweep moves mean, amplitudes and noise together
 * along a random direction, then one length scale after the other. Departure: at most eight length scales, drawn at random, a sweep.
 * O(n³/6) per density, some five densities a slice.
 *
 * @param start where the walk goes on; its density must not be 0
 */
export function sampleHyperparameters(
  evidence: Evidence,
  start: Hyperparameters,
  { burnIn, nSamples }: { readonly burnIn: number; readonly nSamples: number },
  rng: Rng,
): Hyperparameters[] {
  const logDensity = samplingDensity(evidence);
  const roles = evidence.parameters.map(({ role }) => role);
  const scales = [...roles.keys()].filter((i) => roles[i] === 'length-scale');
  const samples: Hyperparameters[] = [];
  let at = start;

  for (let sweep = 0; sweep < burnIn + nSamples; sweep++) {
    const direction = randomDirection(1 + 1 + roles.length - scales.length, rng);
    at = along(at, (step) => shifted(at, direction, roles, step));
    const moved =
      scales.length > MAX_SCALES_A_SWEEP ? rng.shuffled(scales).slice(0, MAX_SCALES_A_SWEEP) : scales;
    for (const scale of moved) at = along(at, (step) => withValue(at, scale, at.values[scale]! + step));
    if (sweep >= burnIn) samples.push(at);
  }
  return samples;

  function along(from: Hyperparameters, line: (step: number) => Hyperparameters): Hyperparameters {
    const step = sliceStep((t) => (t === 0 ? logDensity(from) : logDensity(line(t))), rng, SLICE);
    return step === 0 ? from : line(step);
  }
}

/** ln of the posterior density of hyperparameters that `sampleHyperparameters` draws from, without its constant. */
export function samplingDensity(evidence: Evidence): (at: Hyperparameters) => number {
  const { targets, parameters } = evidence;
  const matrix = new Float64Array(targets.length ** 2);
  const { lowest, highest } = meanSupport(targets);

  return (at) => {
    if (at.mean < lowest || at.mean > highest || !(at.noise >= SMALLEST_NOISE)) return -Infinity;
    let prior = Math.log(Math.log1p((HORSESHOE_SCALE / at.noise) ** 2));
    for (const [i, { role }] of parameters.entries()) {
      const value = at.values[i]!;
      if (!(value > 0) || (role === 'length-scale' && value > LONGEST_LENGTH_SCALE)) return -Infinity;
      if (role === 'amplitude') prior -= 0.5 * (0.5 * Math.log(value)) ** 2;
    }
    return (conditioned(evidence, at, matrix)?.logMarginalLikelihood() ?? -Infinity) + prior;
  };
}

/** Where the mean may be: between the targets, or around them where all are equal. */
export function meanSupport(targets: Float64Array): { readonly lowest: number; readonly highest: number } {
  const lowest = targets.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = targets.reduce((a, b) => Math.max(a, b), -Infinity);
  return lowest < highest ? { lowest, highest } : { lowest: lowest - 1, highest: highest + 1 };
}

function randomDirection(n: number, rng: Rng): readonly number[] {
  const direction = Array.from({ length: n }, () => rng.normal());
  const length = Math.hypot(...direction);
  return direction.map((x) => x / length);
}

/** Mean, noise and amplitudes moved along `direction`, in this order. */
function shifted(
  { mean, noise, values }: Hyperparameters,
  direction: readonly number[],
  roles: readonly string[],
  step: number,
): Hyperparameters {
  let next = 2;
  return {
    mean: mean + step * direction[0]!,
    noise: noise + step * direction[1]!,
    values: values.map((value, i) => (roles[i] === 'amplitude' ? value + step * direction[next++]! : value)),
  };
}

function withValue(at: Hyperparameters, i: number, value: number): Hyperparameters {
  return { ...at, values: at.values.with(i, value) };
}
