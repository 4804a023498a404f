import { categoricalKernel, ordinalKernel } from './parzen-kernels';
import type { ParzenKernel } from './parzen-kernels';
import { draw, parzenMixture, sampleKnobs } from './parzen-mixture';
import type { Density } from './parzen-mixture';
import { activeKnobs } from './parzen-points';
import type { ParzenKnob, ParzenPoints } from './parzen-points';

export interface ParzenEstimatorSpec {
  /** Indices of points, the oldest first. */
  readonly members: Int32Array;
  /** The index of a point of which nothing is known, which stands for the prior. */
  readonly prior: number;
  /** Weight of the prior beside those of the members, which are at most 1; more than 0. */
  readonly priorWeight: number;
  /** Knobs are modelled together, or each by itself. */
  readonly multivariate: boolean;
}

/** So many of the latest points weigh 1 each. */
const N_LATEST = 25;
const WIDTH = 0.2;

/**
 * The Parzen estimator of TPE: kernels around points, and a uniform prior.
 *
 * Bergstra et al., NIPS 2011, section 4, as refined in Optuna and written up by Watanabe, arXiv:2304.11127: the latest 25 points weigh 1 and
 * older ones less, down to 1/n; categories are smoothed by priorWeight/(n + 1) in every point; ordered knobs have the
 * standard deviation 0.2 c n^(-1/(d + 4)), c being the number of values, at least c/min(100, n + 2). One by one, knobs
 * have d = 1 and the n of those points that know the knob. Departure: the univariate form has the same rule of bandwidths, where Optuna takes
 * the distances between neighbours, which are zero as soon as values occur twice.
 */
export function parzenEstimator(points: ParzenPoints, spec: ParzenEstimatorSpec): Density {
  return spec.multivariate ? jointEstimator(points, spec) : separateEstimator(points, spec);
}

function jointEstimator(points: ParzenPoints, { members, prior, priorWeight }: ParzenEstimatorSpec): Density {
  const n = members.length;
  const components = new Int32Array(n + 1);
  components.set(members);
  components[n] = prior;
  const weights = new Float64Array(n + 1);
  weights.set(agedWeights(n));
  weights[n] = priorWeight;
  let total = 0;
  for (const weight of weights) total += weight;
  for (let i = 0; i <= n; i++) weights[i]! /= total;
  const kernels = points.knobs.map((knob) => kernelOf(knob, n, points.knobs.length, priorWeight));
  return parzenMixture(points, components, weights, kernels);
}

function separateEstimator(points: ParzenPoints, { members, priorWeight }: ParzenEstimatorSpec): Density {
  const shares = points.knobs.map((knob, k) => sharesOf(points, knob, k, members, priorWeight));
  const logShares = shares.map((of) => of.map(Math.log));

  return {
    logDensity(positions) {
      const active = activeKnobs(points.knobs, positions);
      return logShares.reduce((sum, of, k) => (active[k] ? sum + of[positions[k]!]! : sum), 0);
    },
    sample: (rng) => sampleKnobs(points, (k) => draw(shares[k]!, 0, 1, shares[k]!.length, rng)),
  };
}

/** Probability of each value of a knob. */
function sharesOf(
  points: ParzenPoints,
  knob: ParzenKnob,
  k: number,
  members: Int32Array,
  priorWeight: number,
): Float64Array {
  const nValues = knob.values.length;
  const column = points.column(k);
  const known = new Uint16Array(members.length);
  let n = 0;
  for (const member of members) if (column[member]! < nValues) known[n++] = column[member]!;
  const ages = agedWeights(n);
  // The prior is a point whose position is not known.
  const counts = new Float64Array(nValues + 1);
  counts[nValues] = priorWeight;
  let total = priorWeight;
  for (let i = 0; i < n; i++) {
    counts[known[i]!]! += ages[i]!;
    total += ages[i]!;
  }
  const kernel = kernelOf(knob, n, 1, priorWeight);
  return Float64Array.from({ length: nValues }, (_, value) => {
    let sum = 0;
    for (let known = 0; known <= nValues; known++)
      sum += kernel[value * (nValues + 1) + known]! * counts[known]!;
    return sum / total;
  });
}

/** 1 for the latest 25, then in even steps down to 1/n for the oldest. */
function agedWeights(n: number): Float64Array {
  const weights = new Float64Array(n).fill(1);
  const nAged = n - N_LATEST;
  for (let i = 0; i < nAged; i++) weights[i] = 1 / n + (i / Math.max(1, nAged - 1)) * (1 - 1 / n);
  return weights;
}

function kernelOf(
  { ordinal, values }: ParzenKnob,
  n: number,
  dimensions: number,
  priorWeight: number,
): ParzenKernel {
  const nValues = values.length;
  if (!ordinal) {
    const smoothing = priorWeight / (n + 1);
    return categoricalKernel(nValues, (smoothing * (nValues - 1)) / (1 + smoothing * nValues));
  }
  const width = WIDTH * Math.max(1, n) ** (-1 / (dimensions + 4));
  return ordinalKernel(nValues, nValues * Math.max(width, 1 / Math.min(100, n + 2)));
}
